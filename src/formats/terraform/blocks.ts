import { placeIn } from '../../declaration';
import type { Attribute, Block } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asNumber, type Data } from '../../resource';
import { convert } from './convert';
import type { Evaluator } from './evaluate';
import { reason } from './failure';
import { eachOf, type Round, TOO_MUCH } from './loops';
import { differing, type Frame, namesOf } from './names';

/** A block in its frame, and whether it is made. */
export interface Made {
  readonly block: Block;
  readonly frame: Frame;
  readonly exists: Value<boolean>;
}

export const attribute = (block: Block, name: string): Attribute | undefined =>
  block.body.items.find((item): item is Attribute => item.type === 'attribute' && item.name === name);

/** Whether `count` and `for_each` leave anything to make. */
export function existence(block: Block, frame: Frame, evaluator: Evaluator, head: Place): Value<boolean> {
  const count = attribute(block, 'count');
  const each = attribute(block, 'for_each');
  if (count) {
    const number = asNumber(convert(evaluator.evaluate(count.value, frame), 'number'));
    return number.state === 'known'
      ? { ...number, value: number.value > 0 }
      : unknownAt(head, 'its count is not known');
  }
  return each ? anyOf(evaluator.evaluate(each.value, frame), head) : knownAt(true, head);
}

/** Whether anything is made for a collection: it is where one of its entries surely is one. */
function anyOf(value: Value<Data>, at: Place): Value<boolean> {
  const rounds = eachOf(value);
  if (value.state !== 'known' || !rounds) return unknownAt(at, 'for how many it is made is not known');
  if (rounds.isLoose && !rounds.entries.some((round) => round.value.state === 'known'))
    return unknownAt(at, 'for how many it is made is not known');
  return { ...value, value: rounds.entries.length > 0 };
}

const FOUND = new WeakMap<Made, Map<string, readonly Made[]>>();

/** Blocks of a name, those of `dynamic` blocks included: one for each entry of what these go through. */
export function blocksOf(made: Made, name: string, evaluator: Evaluator): readonly Made[] {
  const known = FOUND.get(made) ?? new Map<string, readonly Made[]>();
  FOUND.set(made, known);
  const blocks = known.get(name) ?? found(made, name, evaluator);
  known.set(name, blocks);
  return blocks;
}

function found({ block, frame }: Made, name: string, evaluator: Evaluator): readonly Made[] {
  return block.body.items.flatMap((item): readonly Made[] => {
    if (item.type !== 'block') return [];
    const head = placeIn(frame.opened, item.head);
    if (item.name === name) return [{ block: item, frame, exists: knownAt(true, head) }];
    if (item.name !== 'dynamic' || item.labels[0]?.value !== name) return [];
    const content = item.body.items.find((inner): inner is Block => inner.type === 'block' && inner.name === 'content');
    return content ? dynamic(item, content, name, frame, evaluator) : [];
  });
}

const DIFFERS = 'it differs for each block that is made';

function dynamic(block: Block, content: Block, name: string, frame: Frame, evaluator: Evaluator): readonly Made[] {
  const head = placeIn(frame.opened, block.head);
  const named = attribute(block, 'iterator')?.value;
  const iterator = named?.type === 'traversal' ? named.root : name;
  const each = attribute(block, 'for_each');
  const within = (stands: () => Value<Data>): Frame => ({
    ...frame,
    names: new Map(frame.names).set(iterator, stands),
  });
  const all = (exists: Value<boolean>): Made => ({
    block: content,
    frame: within(() => differing(head, DIFFERS, 'key', 'value')),
    exists,
  });
  if (!each) return [all(unknownAt(head, 'it has no for_each'))];
  if (!evaluator.expand(0)) return [all(unknownAt(head, TOO_MUCH))];
  const collection = evaluator.evaluate(each.value, frame);
  const rounds = eachOf(collection);
  const exists = anyOf(collection, head);
  if (!rounds || (exists.state !== 'known' && rounds.entries.length === 0))
    return exists.state === 'known' && !exists.value ? [] : [all(exists)];
  if (!evaluator.expand(rounds.entries.length)) return [all(exists)];
  return rounds.entries.map((round) => ({
    block: content,
    frame: within(() => namesOf(head, { ...round })),
    exists: isSure(round, rounds.isLoose)
      ? knownAt(true, head)
      : unknownAt<boolean>(head, reason(round.value) ?? DIFFERS),
  }));
}

/** Whether an entry is there: what is not known may stand for none where it is not known how many there are. */
const isSure = ({ value }: Round, isLoose: boolean): boolean => !isLoose || value.state === 'known';
