import { knownAt, mapValue } from '../../facts';
import { asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';

/** `NONE` lets everybody call; `AWS_IAM` asks for signed requests. */
const asks = (resource: Resource, ...path: string[]) => {
  const written = asString(resource.get(...path));
  const asked = mapValue(written, (type) => (type.toUpperCase() === 'NONE' ? 'none' : 'iam'));
  if (asked.state === 'unknown') return asked;
  return { ...asked, slot: { ...resource.slot(...path), spelled: { none: 'NONE', iam: 'AWS_IAM' } } };
};

/** Functions that answer to an address of their own. */
export const lambda: Provider = {
  id: 'lambda',
  types: ['aws_lambda_function_url', 'AWS::Lambda::Url'],
  *facts(resource) {
    const terraform = resource.type === 'aws_lambda_function_url';
    const authenticator = asks(resource, terraform ? 'authorization_type' : 'AuthType');
    if (authenticator.state === 'absent') return;
    const sources = knownAt([knownAt('*', authenticator.at)], authenticator.at);
    yield exposure(resource, { channel: 'access', target: 'function', sources, authenticator });
  },
};
