import type { Header } from '../../declaration';
import type { Mapping } from '../../document/data';
import type { Block, Expression } from '../../document/hcl';
import { plainText } from '../../document/hcl/walk';
import type { Span } from '../../place';
import { dirOf, isUse, localSource, scopeOf } from './paths';
import { wideHeader } from './wide';

/** What others need to know of blocks without opening them. */

const attributeOf = ({ body }: Block, name: string): Expression | undefined =>
  body.items.flatMap((item) => (item.type === 'attribute' && item.name === name ? [item.value] : []))[0];

/** Of a call: the scope of the module that it calls, where that lies in the workspace, and whether it may be made several times or not at all. */
export function callNote(
  call: Block,
  path: string,
): { readonly calls?: string; readonly use?: boolean; readonly counted?: true } {
  const source = attributeOf(call, 'source');
  const from = dirOf(path);
  const dir = localSource((source && plainText(source)) ?? '', from);
  const counted = attributeOf(call, 'count') ?? attributeOf(call, 'for_each');
  return {
    ...(dir === undefined ? {} : { calls: scopeOf(dir), use: isUse(from, dir) }),
    ...(counted ? { counted: true } : {}),
  };
}

/** An address without the keys of instances. */
const address = (written: string): string => written.replace(/\[[^\]]*\]/g, '').replace(/\s/g, '');

const move = (from: string, to: string, span: Span): readonly Header[] => [
  wideHeader('moved', span, address(to), address(from)),
];

/** A `moved` block: what had another address before. */
export function moved(block: Block, text: string): readonly Header[] {
  const [from, to] = [attributeOf(block, 'from'), attributeOf(block, 'to')];
  if (!from || !to) return [];
  return move(text.slice(from.start, from.end), text.slice(to.start, to.end), block);
}

/** The same in the JSON syntax. */
export function movedEntry({ entries, start, end }: Mapping): readonly Header[] {
  const [from, to] = ['from', 'to'].map((name) => entries.find(({ key }) => key.value === name)?.value);
  const isText = from?.type === 'scalar' && to?.type === 'scalar';
  return isText ? move(String(from.value), String(to.value), { start, end }) : [];
}
