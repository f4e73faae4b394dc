import { entryOf, type Node, nameOf } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asString } from '../../resource';
import { dataValue, type Reading } from '../data-value';
import { argumentsOf, intrinsicOf } from './functions';
import type { Reach } from './reach';

/** What a condition function is worth: `Fn::Equals`, `And`, `Or`, `Not`, or `Condition`, which names another one. */
export function conditionValue(node: Node, reading: Reading, reach: Reach): Value<boolean> {
  const at = reading.place(node);
  const named = node.tag === undefined && node.type === 'mapping' && node.entries.length === 1;
  const other = named ? entryOf(node, 'Condition')?.value : undefined;
  if (other?.type === 'scalar') return reach.condition(nameOf(other), at);
  const call = intrinsicOf(node);
  const value = call?.argument && decide(call.name, call.argument, reading, reach, at);
  return value ?? asBoolean(dataValue(node, reading));
}

/** The same of a function and its argument; undefined for a function that decides nothing. */
export function decide(
  name: string,
  argument: Node,
  reading: Reading,
  reach: Reach,
  at: Place,
): Value<boolean> | undefined {
  if (name === 'Condition') return argument.type === 'scalar' ? reach.condition(nameOf(argument), at) : undefined;
  const words = argumentsOf(argument);
  if (name === 'Equals') return words.length === 2 ? equal(words, reading, at) : undefined;
  if (name !== 'And' && name !== 'Or' && name !== 'Not') return undefined;
  const parts = words.map((word) => conditionValue(word, reading, reach));
  if (name === 'Not') return parts.length === 1 ? not(parts[0]!) : undefined;
  return every(parts, name === 'And', at);
}

function equal(words: readonly Node[], reading: Reading, at: Place): Value<boolean> {
  const sides = words.map((word) => asString(dataValue(word, reading)));
  const open = sides.find(({ state }) => state !== 'known');
  if (open) return unknownAt(at, open.state === 'unknown' ? open.because : 'one side of the comparison is not written');
  const [left, right] = sides.map((side) => (side.state === 'known' ? side.value : undefined));
  return { ...knownAt(left === right, at), ...resting(sides, at) };
}

/** What values made of others say of where they come from: that a deployment may replace them. */
export function resting(
  values: readonly Value<unknown>[],
  use: Place,
): { via?: readonly Place[]; byDefault?: true } | undefined {
  return values.some((value) => value.state === 'known' && value.byDefault) ? { via: [use], byDefault: true } : {};
}

const not = (value: Value<boolean>): Value<boolean> =>
  value.state === 'known' ? { ...value, value: !value.value } : value;

/** All of them for `And` (`wanted` true), none of them for `Or`. One that is otherwise decides, best one that nobody replaces. */
function every(values: readonly Value<boolean>[], wanted: boolean, at: Place): Value<boolean> {
  const others = values.filter((value) => value.state === 'known' && value.value !== wanted);
  const decides = others.find((value) => value.state === 'known' && !value.byDefault) ?? others[0];
  if (decides) return { ...knownAt(!wanted, at), ...resting([decides], at) };
  const open = values.find(({ state }) => state !== 'known');
  if (open || values.length === 0)
    return unknownAt(at, open?.state === 'unknown' ? open.because : 'a condition without terms');
  return { ...knownAt(wanted, at), ...resting(values, at) };
}
