import { knownAt, mapValue } from '../../facts';
import { asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';

const SPELLED = { none: 'NONE', iam: 'AWS_IAM' };

/** `NONE` lets everybody call; `AWS_IAM` asks for signed requests. */
const asks = (resource: Resource, name: string) => {
  const written = asString(resource.get(name));
  const asked = mapValue(written, (type) => (type.toUpperCase() === 'NONE' ? 'none' : 'iam'));
  if (asked.state === 'unknown') return asked;
  return asked.slot ? { ...asked, slot: { ...asked.slot, spelled: { ...SPELLED, ...asked.slot.spelled } } } : asked;
};

/** Functions that answer to an address of their own. */
export const lambda: Provider = {
  id: 'lambda',
  types: ['aws_lambda_function_url', 'AWS::Lambda::Url'],
  *facts(resource) {
    const terraform = resource.type === 'aws_lambda_function_url';
    const authenticator = asks(resource, terraform ? 'authorization_type' : 'AuthType');
    if (authenticator.state === 'absent' && authenticator.value === undefined) return;
    const sources = knownAt([knownAt('*', authenticator.at)], authenticator.at);
    yield exposure(resource, { channel: 'access', target: 'function', sources, authenticator });
  },
};
