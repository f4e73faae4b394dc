import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node } from '../document/data';
import { readPlainYaml } from '../document/yaml/plain';
import type { Span } from '../place';

/** What is written in a file of ours, aliases not followed. */
export type Written = Span &
  (
    | { readonly type: 'value'; readonly value: unknown }
    | { readonly type: 'list'; readonly items: readonly Written[] }
    | { readonly type: 'table'; readonly pairs: readonly Pair[] }
    | { readonly type: 'alias' }
  );

export interface Pair {
  readonly key: Span & { readonly name: string };
  readonly value: Written;
}

interface ReadError extends Span {
  /** The library's name for what is wrong. */
  readonly code: string;
}

/** Reads one document; `root` is undefined when nothing is written in it. */
export function writtenIn(text: string): { readonly root: Written | undefined; readonly errors: readonly ReadError[] } {
  const roots = readPlainYaml(text);
  if (roots) return { root: roots[0] && ofPlain(roots[0], 0), errors: [] };
  const { contents, errors } = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  return {
    root: contents === null ? undefined : ofLibrary(contents, { start: 0, end: 0 }),
    errors: errors.map(({ pos: [start, end], code }) => ({ start, end, code })),
  };
}

function ofPlain(node: Node | undefined, behind: number): Written {
  if (!node) return { type: 'value', value: null, start: behind, end: behind };
  const { start, end } = node;
  if (node.type === 'scalar') return { type: 'value', value: node.value, start, end };
  if (node.type === 'sequence')
    return { type: 'list', items: node.items.map((item) => ofPlain(item, end)), start, end };
  const pairs = node.entries.map(({ key, value, end: last }) => ({
    key: { name: String(key.value), start: key.start, end: key.end },
    value: ofPlain(value, last),
  }));
  return { type: 'table', pairs, start, end };
}

/** A node of the library; one without a place stands where the key above it does. */
function ofLibrary(node: unknown, above: Span): Written {
  const [start, end] = (node as { range?: readonly [number, number, number] | null } | null)?.range ?? [
    above.start,
    above.end,
  ];
  if (isScalar(node)) return { type: 'value', value: node.value, start, end };
  if (isSeq(node))
    return { type: 'list', items: node.items.map((item) => ofLibrary(item, { start, end })), start, end };
  if (isAlias(node)) return { type: 'alias', start, end };
  if (!isMap(node)) return { type: 'value', value: undefined, start, end };
  const pairs = node.items.flatMap(({ key, value }): Pair | readonly Pair[] => {
    if (!isScalar(key) || !key.range) return [];
    const span = { start: key.range[0], end: key.range[1] };
    return { key: { name: String(key.value), ...span }, value: ofLibrary(value, span) };
  });
  return { type: 'table', pairs, start, end };
}
