import { placeIn } from '../../declaration';
import type { Expression, TemplatePart } from '../../document/hcl';
import { unknownAt, type Value } from '../../facts';
import { asBoolean, type Data } from '../../resource';
import type { Piece } from '../embedded';
import { convert } from './convert';
import { reason } from './failure';
import { eachOf, named, TOO_MUCH } from './loops';
import type { Frame } from './names';

type Directive = Extract<TemplatePart, { type: 'directive' }>;

/** Who evaluates what is filled in, and says how much more may be done. */
export interface Evaluation {
  readonly evaluate: (expression: Expression, frame: Frame) => Value<Data>;
  readonly spend: (steps: number) => boolean;
}

/** A template piece by piece, its directives followed. */
export function piecesOf(parts: readonly TemplatePart[], frame: Frame, evaluation: Evaluation): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    const at = placeIn(frame.opened, part);
    if (part.type === 'text') pieces.push({ at, text: part.value });
    else if (part.type === 'interpolation') pieces.push({ at, value: evaluation.evaluate(part.value, frame) });
    else {
      const { end, otherwise } = endOf(parts, index);
      const inner = parts.slice(index + 1, otherwise ?? end);
      const others = otherwise === undefined ? [] : parts.slice(otherwise + 1, end);
      pieces.push(...directed(part, inner, others, frame, evaluation));
      index = end;
    }
  }
  return pieces;
}

/** Where a directive's end stands, and its `else`. */
function endOf(parts: readonly TemplatePart[], start: number): { readonly end: number; readonly otherwise?: number } {
  let depth = 0;
  let otherwise: number | undefined;
  for (let index = start; index < parts.length; index++) {
    const part = parts[index]!;
    if (part.type !== 'directive') continue;
    if (part.word === 'if' || part.word === 'for') depth++;
    else if (part.word === 'else' && depth === 1) otherwise = index;
    else if (part.word.startsWith('end')) depth--;
    if (depth <= 0) return { end: index, ...(otherwise === undefined ? {} : { otherwise }) };
  }
  return { end: parts.length, ...(otherwise === undefined ? {} : { otherwise }) };
}

function directed(
  directive: Directive,
  inner: readonly TemplatePart[],
  others: readonly TemplatePart[],
  frame: Frame,
  evaluation: Evaluation,
): readonly Piece[] {
  const at = placeIn(frame.opened, directive);
  const value = directive.value && evaluation.evaluate(directive.value, frame);
  if (!value) return [{ at, value: unknownAt(at, 'a directive of its template makes it') }];
  if (directive.word === 'if') {
    const decided = convert(value, 'bool');
    const truth = asBoolean(decided);
    if (truth.state === 'known') return piecesOf(truth.value ? inner : others, frame, evaluation);
    return [{ at, value: unknownAt(at, reason(decided) ?? 'a directive of its template makes it') }];
  }
  const rounds = eachOf(value);
  if (!rounds || rounds.isLoose)
    return [{ at, value: unknownAt(at, reason(value) ?? 'a directive of its template makes it') }];
  const length = inner.reduce((sum, part) => sum + 1 + (part.end - part.start) / 100, 0);
  if (!evaluation.spend(rounds.entries.length * length)) return [{ at, value: unknownAt(at, TOO_MUCH) }];
  return rounds.entries.flatMap(({ key, value: item }) =>
    piecesOf(inner, named(frame, directive.names, key, item), evaluation),
  );
}
