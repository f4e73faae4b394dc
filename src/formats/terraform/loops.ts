import type { Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asString, type Data } from '../../resource';
import { defaulted } from '../embedded';
import { convert } from './convert';
import { byCodePoints } from './equality';
import { failed, passed } from './failure';
import type { Frame } from './names';
import { collectionOf, fieldsIn, isOpen, keyedAt, keysAt, listIn, open } from './types';
import { through } from './values';

type Loop = Extract<Expression, { type: 'for' }>;
type Evaluate = (expression: Expression, frame: Frame) => Value<Data>;

export const TOO_MUCH = 'too much would have to be evaluated';

const isTooMuch = (value: Value<Data>): boolean => value.state === 'unknown' && value.because === TOO_MUCH;

/** What a loop meets in a round. */
export interface Round {
  readonly key: Value<Data>;
  readonly value: Value<Data>;
}

export interface Rounds {
  readonly entries: readonly Round[];
  /** More, fewer or others may come. */
  readonly isLoose: boolean;
}

/** What there is to go through in a value, in Terraform's order; undefined for what has no entries, or unknown ones. */
export function eachOf(collection: Value<Data>): Rounds | undefined {
  if (collection.state !== 'known') return undefined;
  const { at, value: data, byDefault, via } = collection;
  const marked = { ...(byDefault ? { byDefault } : {}), ...(via ? { via } : {}) };
  const list = listIn(data);
  if (list) {
    const isSet = collectionOf(data)?.of === 'set';
    const entries = list.map((value, index) => ({
      key: isSet ? value : { ...knownAt<Data>(index, at), ...marked },
      value,
    }));
    return { entries, isLoose: isOpen(list) };
  }
  const fields = fieldsIn(data);
  if (!fields) return undefined;
  const keys = keysAt(fields);
  const entries = [...fields.fields]
    .sort(([left], [right]) => byCodePoints(left, right))
    .map(([key, value]) => ({ key: { ...knownAt<Data>(key, keys.get(key) ?? at), ...marked }, value }));
  return { entries, isLoose: isOpen(fields) };
}

/** A frame in which the names of a loop stand for what one round meets. */
export function named(frame: Frame, names: readonly string[], key: Value<Data>, value: Value<Data>): Frame {
  const all = new Map(frame.names);
  const [first, second] = names;
  if (first !== undefined) all.set(first, () => (second === undefined ? value : key));
  if (second !== undefined) all.set(second, () => value);
  return { ...frame, names: all };
}

/** What a `for` between brackets or braces makes. */
export function loop(expression: Loop, frame: Frame, evaluate: Evaluate, at: Place): Value<Data> {
  const collection = evaluate(expression.of, frame);
  const rounds = eachOf(collection);
  if (!rounds) {
    const isKnown = collection.state === 'known' && (collection.value === null || typeof collection.value !== 'object');
    return isKnown ? failed(at, 'it goes through what has no entries') : passed(collection, at);
  }
  const marked = defaulted([collection]);
  const made = madeIn(expression, rounds, marked, frame, evaluate, at);
  const result = expression.key ? keyed(made, rounds, expression.group, at) : listed(made, rounds, at);
  return result.state === 'known' ? { ...result, ...marked } : result;
}

/** What a round makes. */
interface Item {
  /** Undefined where the loop makes a list. */
  readonly key: Value<Data> | undefined;
  readonly value: Value<Data>;
  /** It is not known whether it is made at all. */
  readonly isDoubtful: boolean;
}

/** What the rounds make that count; a default that decides whether they do decides what they make. */
function* madeIn(
  { names, key: keyOf, value: yields, when }: Loop,
  { entries }: Rounds,
  marked: { readonly byDefault?: true },
  frame: Frame,
  evaluate: Evaluate,
  at: Place,
): Generator<Item> {
  for (const { key, value } of entries) {
    const inner = named(frame, names, key, value);
    const answer = when && convert(evaluate(when, inner), 'bool');
    const counts = answer && asBoolean(answer);
    if (counts?.state === 'known' && !counts.value) continue;
    if (answer && counts?.state !== 'known') {
      const isNull = answer.state === 'known' && answer.value === null;
      const because = isNull ? failed(at, 'its condition is null') : passed(answer, at);
      yield { key: undefined, value: because, isDoubtful: true };
      continue;
    }
    const item = evaluate(yields, inner);
    const isMarked = marked.byDefault ?? (counts?.state === 'known' ? counts.byDefault : undefined);
    yield {
      key: keyOf && convert(evaluate(keyOf, inner), 'string'),
      value: isMarked ? through(item, [], true) : item,
      isDoubtful: false,
    };
  }
}

function listed(made: Iterable<Item>, rounds: Rounds, at: Place): Value<Data> {
  const items: Value<Data>[] = [];
  let { isLoose } = rounds;
  for (const { value, isDoubtful } of made) {
    if (isTooMuch(value)) return value;
    isLoose ||= isDoubtful;
    items.push(value);
  }
  return knownAt<Data>(isLoose ? open(items) : items, at);
}

function keyed(made: Iterable<Item>, { isLoose }: Rounds, isGrouped: boolean, at: Place): Value<Data> {
  if (isLoose) return unknownAt(at, 'one of its keys is not known');
  const groups = new Map<string, Value<Data>[]>();
  const keys = new Map<string, Place>();
  for (const { key, value, isDoubtful } of made) {
    if (isDoubtful || isTooMuch(value) || !key) return value;
    const name = asString(key);
    if (name.state === 'absent') return failed(at, 'one of its keys is null');
    if (name.state !== 'known') return unknownAt(at, 'one of its keys is not known');
    const group = groups.get(name.value);
    if (group && !isGrouped) return failed(at, `its key ${name.value} is there twice`);
    if (group) group.push(value);
    else groups.set(name.value, [value]);
    keys.set(name.value, name.at);
  }
  const fields = [...groups].map(([name, items]): [string, Value<Data>] => [
    name,
    isGrouped ? knownAt<Data>(items, at) : items[0]!,
  ]);
  return knownAt<Data>(keyedAt({ type: 'fields', fields: new Map(fields) }, keys), at);
}
