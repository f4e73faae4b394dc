import type { Attribute, Block, Expression, HclDocument } from '../../document/hcl';
import { plainText } from '../../document/hcl/walk';
import type { FileEdit, Plain } from '../../facts';
import type { Span } from '../../place';
import { keyed, literal } from './spell';
import { indentAt, within } from './tree-path';

type Edit = FileEdit['edits'][number];
type ObjectExpression = Extract<Expression, { type: 'object' }>;

/** Writes a value at a path below a block or object; blocks that are missing on the way are made. */
export function insert(
  { text, ...document }: HclDocument,
  at: Span,
  path: readonly string[],
  value: Plain,
): Edit | undefined {
  const holder = within({ text, ...document }, at).find(
    (node): node is Block | ObjectExpression =>
      (node.type === 'block' || node.type === 'object') && node.start === at.start && node.end === at.end,
  );
  if (!holder) return undefined;
  return holder.type === 'block' ? intoBlock(text, holder, path, value) : intoObject(text, holder, path, value);
}

function intoBlock(text: string, block: Block, path: readonly string[], value: Plain): Edit | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  const { items } = block.body;
  const written = items.find((item): item is Attribute => item.type === 'attribute' && item.name === key);
  if (written) return into(text, written.value, rest, value);
  const nested = items.find((item): item is Block => item.type === 'block' && item.name === key);
  if (nested) return rest.length === 0 ? undefined : intoBlock(text, nested, rest, value);
  return rest.length === 0
    ? attribute(text, block, (indent) => `${indent}${keyed(key)} = ${literal(value, indent)}`)
    : newBlock(text, block, path, value);
}

/** Replaces a value, or goes on into it: a list of blocks is entered at its first. */
function into(text: string, expression: Expression, path: readonly string[], value: Plain): Edit | undefined {
  if (path.length === 0) {
    const { start, end } = expression;
    return { start, end, text: literal(value, indentAt(text, start)) };
  }
  const target = expression.type === 'tuple' ? expression.items[0] : expression;
  return target?.type === 'object' ? intoObject(text, target, path, value) : undefined;
}

const lineEnd = (text: string, from: number): number => {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
};

const isOneLine = (text: string, { start, end }: Span): boolean => !text.slice(start, end).includes('\n');

/** Below the last attribute, so that attributes stay above nested blocks. */
function attribute(text: string, block: Block, spell: (indent: string) => string): Edit {
  const { body } = block;
  const outer = indentAt(text, block.start);
  if (isOneLine(text, body)) return opened(text, block, outer, spell(`${outer}  `));
  const first = body.items[0];
  const indent =
    first && !isOneLine(text, { start: body.start, end: first.start }) ? indentAt(text, first.start) : `${outer}  `;
  const last = body.items.filter((item) => item.type === 'attribute').at(-1);
  const after = lineEnd(text, last ? last.end : body.start);
  return { start: after, end: after, text: `\n${spell(indent)}` };
}

/** A block on one line gets a line for each of its items. */
function opened(text: string, { body }: Block, outer: string, added: string): Edit {
  const lines = body.items.map((item) => `${outer}  ${text.slice(item.start, item.end)}\n`);
  return { start: body.start, end: body.end, text: `\n${lines.join('')}${added}\n${outer}` };
}

function newBlock(text: string, block: Block, path: readonly string[], value: Plain): Edit {
  const outer = indentAt(text, block.start);
  const spell = (indent: string): string => {
    const inner = (index: number): string => `${indent}${'  '.repeat(index)}`;
    const last = path.length - 1;
    const heads = path.slice(0, -1).map((name, index) => `${inner(index)}${name} {\n`);
    const ends = heads.map((_, index) => `\n${inner(index)}}`).reverse();
    return `${heads.join('')}${inner(last)}${keyed(path[last]!)} = ${literal(value, inner(last))}${ends.join('')}`;
  };
  const { body } = block;
  if (isOneLine(text, body)) return opened(text, block, outer, spell(`${outer}  `));
  const last = body.items.at(-1);
  if (!last) return attribute(text, block, spell);
  const after = lineEnd(text, last.end);
  return { start: after, end: after, text: `\n\n${spell(indentAt(text, last.start))}` };
}

function intoObject(text: string, object: ObjectExpression, path: readonly string[], value: Plain): Edit | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  const entry = object.entries.find((one) => plainText(one.key) === key);
  if (entry) return into(text, entry.value, rest, value);
  const below = rest.reduceRight<Plain>((inner, name) => ({ [name]: inner }), value);
  const last = object.entries.at(-1);
  if (!last) {
    const start = object.start + 1;
    const end = Math.max(start, object.end - 1);
    return { start, end, text: ` ${keyed(key)} = ${literal(below, indentAt(text, object.start))} ` };
  }
  if (isOneLine(text, object))
    return { start: last.end, end: last.end, text: `, ${keyed(key)} = ${literal(below, '')}` };
  const indent = indentAt(text, last.start);
  const after = lineEnd(text, last.end);
  return { start: after, end: after, text: `\n${indent}${keyed(key)} = ${literal(below, indent)}` };
}
