import type { Node } from '../../document/data';
import { absentAt, knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asString, type Data, type Reference } from '../../resource';
import { dataValue, type Reading } from '../data-value';
import { argumentsOf } from './functions';
import type { Reach } from './reach';

/** `Ref`, and `${Name}` in `Fn::Sub`. */
export function referTo(name: string, at: Place, reach: Reach): Value<Data> {
  const bound = reach.bindings.get(name);
  if (bound) return bound;
  if (name === 'AWS::NoValue') return absentAt(at);
  if (name.startsWith('AWS::')) return unknownAt(at, `${name} is known only once the stack is deployed`);
  return reach.parameter(name, at) ?? knownAt<Data>(reference(name, '', reach), at);
}

const reference = (logicalId: string, attribute: string, reach: Reach): Reference => ({
  type: 'reference',
  address: logicalId,
  attribute,
  target: () => reach.resource(logicalId),
});

/** What `Fn::GetAtt` asks of a resource. */
export const attributeOf = (logicalId: string, attribute: string, at: Place, reach: Reach): Value<Data> =>
  reach.attribute(logicalId, attribute, at) ?? knownAt<Data>(reference(logicalId, attribute, reach), at);

/** `Fn::GetAtt` as `Bucket.Arn` or `[Bucket, Arn]`; in loops either may be computed. */
export function getAttribute(node: Node, reading: Reading, reach: Reach, at: Place): Value<Data> | undefined {
  const names: string[] = [];
  for (const word of argumentsOf(node)) {
    const name = asString(dataValue(word, reading));
    if (name.state !== 'known') return name.state === 'unknown' ? name : undefined;
    names.push(...name.value.split('.'));
  }
  const [logicalId, ...rest] = names;
  return logicalId ? attributeOf(logicalId, rest.join('.'), at, reach) : undefined;
}
