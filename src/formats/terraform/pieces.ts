import { type Opened, placeIn } from '../../declaration';
import type { Expression, TemplatePart } from '../../document/hcl';
import { unknownAt, type Value } from '../../facts';
import type { Span } from '../../place';
import type { Data } from '../../resource';
import type { Piece } from '../embedded';

/** A template piece by piece. What stands in a condition or loop is not known to be there. */
export function piecesOf(
  parts: readonly TemplatePart[],
  opened: Opened,
  evaluate: (expression: Expression) => Value<Data>,
): Piece[] {
  const pieces: Piece[] = [];
  let open = 0;
  for (const part of parts) {
    const at = placeIn(opened, part);
    if (part.type === 'directive') {
      const word = directiveWord(opened.section.text, part);
      if (open === 0) pieces.push({ at, value: unknownAt(at, 'a directive of its template makes it') });
      open += word === 'if' || word === 'for' ? 1 : word.startsWith('end') ? -1 : 0;
    } else if (open > 0) continue;
    else if (part.type === 'text') pieces.push({ at, text: part.value });
    else pieces.push({ at, value: evaluate(part.value) });
  }
  return pieces;
}

function directiveWord(source: string, { start, end }: Span): string {
  let from = start + 2;
  while (from < end && !isLetter(source.charCodeAt(from))) from++;
  let to = from;
  while (to < end && isLetter(source.charCodeAt(to))) to++;
  return source.slice(from, to);
}

const isLetter = (code: number): boolean => code >= 97 && code <= 122;
