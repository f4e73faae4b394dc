import { placeIn } from '../../declaration';
import type { Attribute, Block, Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asNumber, type Data } from '../../resource';
import { convert } from './convert';
import type { Evaluator } from './evaluate';
import { reason } from './failure';
import type { Frame } from './frame';
import { eachOf, type Round, TOO_MUCH } from './loops';
import { attributeIn } from './named-values';
import { differing, namesOf } from './names';

/** A block in its frame. */
export interface Framed {
  readonly block: Block;
  readonly frame: Frame;
  /** Blocks of override files, what counts first in front. */
  readonly over?: readonly Framed[];
}

/** A block, and whether it is made. */
export interface Made extends Framed {
  readonly exists: Value<boolean>;
  /** Its blocks by name, as far as somebody asked for them. */
  blocks?: Map<string, readonly Made[]>;
}

/** An attribute with the frame that it stands in, the one that counts. */
export function attribute(framed: Framed, name: string): { frame: Frame; value: Expression } | undefined {
  for (const { block, frame } of [...(framed.over ?? []), framed]) {
    const written = attributeIn(block, name);
    if (written) return { frame, value: written.value };
  }
  return undefined;
}

/** Whether `count` and `for_each` leave anything to make. */
export function existence(framed: Framed, evaluator: Evaluator, head: Place): Value<boolean> {
  const count = attribute(framed, 'count');
  const each = attribute(framed, 'for_each');
  if (count) {
    const number = asNumber(convert(evaluator.evaluate(count.value, count.frame), 'number'));
    return number.state === 'known'
      ? { ...number, value: number.value > 0 }
      : unknownAt(head, 'its count is not known');
  }
  return each ? anyOf(evaluator.evaluate(each.value, each.frame), head) : knownAt(true, head);
}

/** Whether anything is made for a collection: it is where one of its entries surely is one. */
function anyOf(value: Value<Data>, at: Place): Value<boolean> {
  const rounds = eachOf(value);
  if (value.state !== 'known' || !rounds) return unknownAt(at, 'for how many it is made is not known');
  if (rounds.isLoose && !rounds.entries.some((round) => round.value.state === 'known'))
    return unknownAt(at, 'for how many it is made is not known');
  return { ...value, value: rounds.entries.length > 0 };
}

/** Blocks of a name, those of `dynamic` blocks included: one for each entry of what these go through. */
export function blocksOf(made: Made, name: string, evaluator: Evaluator): readonly Made[] {
  made.blocks ??= new Map();
  const known = made.blocks;
  const blocks = known.get(name) ?? found(made, name, evaluator);
  known.set(name, blocks);
  return blocks;
}

function found(made: Made, name: string, evaluator: Evaluator): readonly Made[] {
  const overriding = made.over?.find(({ block }) => block.body.items.some((item) => isBlockOf(item, name)));
  const { block, frame } = overriding ?? made;
  return block.body.items.flatMap((item): readonly Made[] => {
    if (item.type !== 'block') return [];
    const head = placeIn(frame.opened, item.head);
    if (item.name === name) return [{ block: item, frame, exists: knownAt(true, head) }];
    if (item.name !== 'dynamic' || item.labels[0]?.value !== name) return [];
    const content = item.body.items.find((inner): inner is Block => inner.type === 'block' && inner.name === 'content');
    return content ? dynamic(item, content, name, frame, evaluator) : [];
  });
}

const isBlockOf = (item: Attribute | Block, name: string): boolean =>
  item.type === 'block' && (item.name === 'dynamic' ? item.labels[0]?.value : item.name) === name;

const DIFFERS = 'it differs for each block that is made';

function dynamic(block: Block, content: Block, name: string, frame: Frame, evaluator: Evaluator): readonly Made[] {
  const head = placeIn(frame.opened, block.head);
  const named = attributeIn(block, 'iterator')?.value;
  const iterator = named?.type === 'traversal' ? named.root : name;
  const each = attributeIn(block, 'for_each');
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
