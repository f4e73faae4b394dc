import { placeIn } from '../../declaration';
import type { Attribute, Block, Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, asNumber, type Data } from '../../resource';
import type { Evaluator } from './evaluate';
import { attributeIn, type Frame } from './references';

/** A block in its frame. */
export interface Framed {
  readonly block: Block;
  readonly frame: Frame;
}

/** A block, and whether it is made. */
export interface Made extends Framed {
  readonly exists: Value<boolean>;
  /** Blocks of override files, what counts first in front. */
  readonly over?: readonly Framed[];
}

/** An attribute with the frame that it stands in, the one that counts. */
export function attribute(
  { block, frame, over = [] }: Made,
  name: string,
): { frame: Frame; value: Expression } | undefined {
  for (const one of [...over, { block, frame }]) {
    const written = attributeIn(one.block, name);
    if (written) return { frame: one.frame, value: written.value };
  }
  return undefined;
}

/** Whether `count` and `for_each` leave anything to make. */
export function existence(made: Made, evaluator: Evaluator, head: Place): Value<boolean> {
  const count = attribute(made, 'count');
  const each = attribute(made, 'for_each');
  if (count) {
    const number = asNumber(evaluator.evaluate(count.value, count.frame));
    return number.state === 'known'
      ? { ...number, value: number.value > 0 }
      : unknownAt(head, 'its count is not known');
  }
  return each ? anyOf(evaluator.evaluate(each.value, each.frame), head) : knownAt(true, head);
}

function anyOf(value: Value<Data>, at: Place): Value<boolean> {
  const size =
    value.state !== 'known' ? undefined : Array.isArray(value.value) ? value.value.length : asFields(value)?.size;
  return value.state === 'known' && size !== undefined
    ? { ...value, value: size > 0 }
    : unknownAt(at, 'for how many it is made is not known');
}

/** Blocks of a name, those of `dynamic` blocks included. */
export function blocksOf({ block, frame, over = [] }: Made, name: string, evaluator: Evaluator): readonly Made[] {
  const overriding = over.find((one) => one.block.body.items.some((item) => isBlockOf(item, name)));
  return ownBlocks(overriding ?? { block, frame }, name, evaluator);
}

const isBlockOf = (item: Attribute | Block, name: string): boolean =>
  item.type === 'block' && (item.name === 'dynamic' ? item.labels[0]?.value : item.name) === name;

function ownBlocks({ block, frame }: Framed, name: string, evaluator: Evaluator): readonly Made[] {
  return block.body.items.flatMap((item): readonly Made[] => {
    if (item.type !== 'block') return [];
    const head = placeIn(frame.opened, item.head);
    if (item.name === name) return [{ block: item, frame, exists: knownAt(true, head) }];
    if (item.name !== 'dynamic' || item.labels[0]?.value !== name) return [];
    const content = item.body.items.find((inner): inner is Block => inner.type === 'block' && inner.name === 'content');
    if (!content) return [];
    const named = attributeIn(item, 'iterator')?.value;
    const iterator = named?.type === 'traversal' ? named.root : name;
    const each = attributeIn(item, 'for_each');
    const exists = each
      ? anyOf(evaluator.evaluate(each.value, frame), head)
      : unknownAt<boolean>(head, 'it has no for_each');
    const inner = { ...frame, iterators: [...frame.iterators, iterator] };
    return exists.state === 'known' && !exists.value ? [] : [{ block: content, frame: inner, exists }];
  });
}
