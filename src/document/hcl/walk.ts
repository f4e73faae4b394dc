import type { Span } from '../../place';
import type { ScalarSite } from '../syntax';
import type { Attribute, Block, Expression, HclDocument, TemplatePart } from './tree';

/** Stands for what is interpolated or referred to in the value of a scalar. */
const INTERPOLATED = '${…}';

const shown = (part: TemplatePart): string =>
  part.type === 'text' ? part.value : part.type === 'directive' ? '' : INTERPOLATED;

/** The literal text of an expression that is a plain string, such as an object's key. */
export function plainText(expression: Expression): string | undefined {
  if (expression.type !== 'template') return undefined;
  let text = '';
  for (const part of expression.parts) {
    if (part.type !== 'text') return undefined;
    text += part.value;
  }
  return text;
}

function* values(expression: Expression, keyPath: readonly string[]): Generator<ScalarSite> {
  const { start, end } = expression;
  switch (expression.type) {
    case 'literal':
      yield { start, end, keyPath, value: String(expression.value), literal: true };
      return;
    case 'template':
      yield {
        ...expression.inner,
        keyPath,
        value: expression.parts.map(shown).join(''),
        literal: expression.parts.every((part) => part.type === 'text'),
      };
      for (const part of expression.parts) {
        if (part.type === 'interpolation' && part.value.type !== 'traversal') yield* values(part.value, keyPath);
      }
      return;
    case 'tuple':
      for (const item of expression.items) yield* values(item, keyPath);
      return;
    case 'object':
      for (const entry of expression.entries) {
        yield* values(entry.value, [...keyPath, plainText(entry.key) ?? '*']);
      }
      return;
    case 'call':
      for (const argument of expression.args) yield* values(argument, keyPath);
      return;
    case 'conditional':
      yield* values(expression.yes, keyPath);
      yield* values(expression.no, keyPath);
      return;
    case 'for':
      yield* values(expression.value, keyPath);
      return;
    case 'access':
      yield* values(expression.of, keyPath);
      return;
    case 'traversal':
      yield { start, end, keyPath, value: INTERPOLATED, literal: false };
      return;
    default: // operators give numbers and booleans, errors give nothing
  }
}

function* bodyValues(items: readonly (Attribute | Block)[], above: readonly string[]): Generator<ScalarSite> {
  for (const item of items) {
    if (item.type === 'attribute') yield* values(item.value, [...above, item.name]);
    else yield* bodyValues(item.body.items, [...above, item.name, ...item.labels.map((label) => label.value)]);
  }
}

/** Every single value of a document, in source order. */
export const scalars = (document: HclDocument): Iterable<ScalarSite> => bodyValues(document.body.items, []);

function inExpression(expression: Expression, line: Span): Span | undefined {
  if (expression.end <= line.start || expression.start > line.end) return undefined;
  const begins = (span: Span): boolean => span.start >= line.start && span.start <= line.end;
  const children: readonly (Span & { readonly value: Expression })[] =
    expression.type === 'object'
      ? expression.entries
      : expression.type === 'tuple'
        ? expression.items.map((value) => ({ start: value.start, end: value.end, value }))
        : expression.type === 'call'
          ? expression.args.map((value) => ({ start: value.start, end: value.end, value }))
          : [];
  for (const child of children) {
    if (begins(child)) return { start: child.start, end: child.end };
    const inner = inExpression(child.value, line);
    if (inner) return inner;
  }
  return undefined;
}

function inItems(items: readonly (Attribute | Block)[], line: Span): Span | undefined {
  for (const item of items) {
    if (item.start > line.end) return undefined;
    if (item.start >= line.start) return { start: item.start, end: item.end };
    if (item.end < line.start) continue;
    const inner = item.type === 'block' ? inItems(item.body.items, line) : inExpression(item.value, line);
    if (inner) return inner;
  }
  return undefined;
}

/** The attribute, block, entry or list item that begins on the line of an offset: the outermost of them. */
export function constructAt(document: HclDocument, offset: number): Span | undefined {
  const { text } = document;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  return inItems(document.body.items, { start, end: newline < 0 ? text.length : newline - 1 });
}
