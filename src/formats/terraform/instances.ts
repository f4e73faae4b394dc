import { type Declaration, placeIn } from '../../declaration';
import type { Block } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asNumber, type Data } from '../../resource';
import { attribute, existence, type Made } from './blocks';
import { convert } from './convert';
import { equal } from './equality';
import type { Evaluator } from './evaluate';
import { eachOf, type Round } from './loops';
import { differing, type Frame, type Names, NO_NAMES, namesOf } from './names';
import { fieldsIn, listIn } from './types';

/** Instances of one declaration that are looked at one by one. Of more, what all have in common is known. */
const MAX_INSTANCES = 50;

const DIFFERS = 'it differs for each instance';
const EMPTY = { start: 0, end: 0 };

export const headOf = ({ anchor, note }: Declaration): Place => ({ anchor, start: 0, end: Number(note.head ?? 0) });

interface Root {
  readonly block: Block;
  readonly frame: Frame;
}

function blockOf(declaration: Declaration, evaluator: Evaluator): Root {
  const { opened, tree } = evaluator.open(declaration);
  const block: Block =
    tree?.type === 'block'
      ? tree
      : { type: 'block', ...EMPTY, name: '', labels: [], head: EMPTY, body: { ...EMPTY, items: [] } };
  return { block, frame: { opened, chain: [declaration], names: NO_NAMES } };
}

/** A declaration's block, in which `each` and `count` stand for what all instances have in common. */
export function root(declaration: Declaration, evaluator: Evaluator): Made {
  const { block, frame } = blockOf(declaration, evaluator);
  const head = headOf(declaration);
  const names: Names = new Map([
    ['each', () => inCommon(roundsOf({ block, frame }, evaluator), placeIn(frame.opened, block.head))],
    ['count', () => differing(head, DIFFERS, 'index')],
  ]);
  return { block, frame: { ...frame, names }, exists: existence(block, frame, evaluator, head) };
}

/** What `for_each` goes through, where that is known to the last. */
function roundsOf({ block, frame }: Root, evaluator: Evaluator): readonly Round[] | undefined {
  const each = attribute(block, 'for_each');
  const rounds = each && eachOf(evaluator.within(each.value, frame));
  return rounds && !rounds.isLoose ? rounds.entries : undefined;
}

function inCommon(rounds: readonly Round[] | undefined, at: Place): Value<Data> {
  if (!rounds || rounds.length === 0) return differing(at, DIFFERS, 'key', 'value');
  return namesOf(at, {
    key: shared(
      rounds.map(({ key }) => key),
      at,
    ),
    value: shared(
      rounds.map(({ value }) => value),
      at,
    ),
  });
}

/** What values have in common: the same everywhere, or objects and lists that have something in common. */
function shared(values: readonly Value<Data>[], at: Place): Value<Data> {
  const [first, ...others] = values;
  const differs = unknownAt<Data>(at, DIFFERS);
  if (first?.state !== 'known') return differs;
  if (others.every((other) => equal(first, other) === true)) return first;
  const all = values.map((value) => (value.state === 'known' ? fieldsIn(value.value)?.fields : undefined));
  const [fields] = all;
  if (fields && !all.includes(undefined)) {
    const names = new Set(all.flatMap((one) => [...(one ?? new Map()).keys()]));
    const made = new Map<string, Value<Data>>();
    for (const name of names) {
      const found = all.map((one) => one?.get(name));
      made.set(name, found.includes(undefined) ? differs : shared(found as Value<Data>[], at));
    }
    return knownAt<Data>({ type: 'fields', fields: made }, first.at);
  }
  const lists = values.map((value) => (value.state === 'known' ? listIn(value.value) : undefined));
  const [list] = lists;
  if (!list || lists.some((one) => one?.length !== list.length)) return differs;
  return knownAt<Data>(
    list.map((_, index) =>
      shared(
        lists.map((one) => one![index]!),
        at,
      ),
    ),
    first.at,
  );
}

/** The instances of a declaration one by one, where it is known what they are. */
export function instancesOf(declaration: Declaration, evaluator: Evaluator): readonly Made[] {
  const { block, frame } = blockOf(declaration, evaluator);
  const head = headOf(declaration);
  const made = (names: Names): Made => ({ block, frame: { ...frame, names }, exists: knownAt(true, head) });
  const count = attribute(block, 'count');
  if (count) {
    const number = asNumber(convert(evaluator.evaluate(count.value, frame), 'number'));
    if (number.state !== 'known' || !(number.value <= MAX_INSTANCES)) return [];
    const marked = number.byDefault ? { byDefault: number.byDefault } : {};
    return Array.from({ length: number.value }, (_, index) =>
      made(new Map([['count', () => namesOf(head, { index: { ...knownAt<Data>(index, number.at), ...marked } })]])),
    );
  }
  const rounds = roundsOf({ block, frame }, evaluator) ?? [];
  if (rounds.length > MAX_INSTANCES) return [];
  return rounds.map((round) => made(new Map([['each', () => namesOf(head, { ...round })]])));
}
