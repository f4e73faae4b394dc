import { knownAt, unknownAt, type Value } from '../facts';
import type { Place } from '../place';
import type { Data, Part } from '../resource';
import { type Piece, readJson } from './embedded';

/** JSON in a text of which parts are filled in later: each value at its line where the source has it as it is, else at the whole. */
export function jsonOfParts(parts: readonly Part[], source: string | undefined, whole: Place): Value<Data> {
  if (parts.some(({ type }) => type === 'redacted'))
    return unknownAt(whole, 'part of it was taken out as a credential');
  const find = finder(source, whole);
  const pieces = parts.flatMap((part): readonly Piece[] => {
    if (part.type === 'known')
      return part.text
        .split(/(\n)/)
        .filter((text) => text !== '')
        .map((text) => ({ at: text === '\n' ? whole : find(text, text), text }));
    const value = part.type === 'unknown' ? filledIn(part, whole) : undefined;
    return value ? [{ at: find('${', '}'), value }] : [];
  });
  return readJson(pieces, whole);
}

function filledIn(part: Extract<Part, { type: 'unknown' }>, at: Place): Value<Data> {
  return part.reference ? knownAt<Data>(part.reference, at) : unknownAt<Data>(at, part.because);
}

/** Finds stretches one after the other. Once the source is written otherwise, with escapes, nothing more is looked for. */
function finder(source: string | undefined, whole: Place): (from: string, to: string) => Place {
  let cursor = source === undefined ? -1 : 0;
  return (from, to) => {
    const start = cursor < 0 ? -1 : source!.indexOf(from, cursor);
    const last = start < 0 ? -1 : from === to ? start : source!.indexOf(to, start);
    cursor = last < 0 ? -1 : last + to.length;
    if (cursor < 0) return whole;
    return { anchor: whole.anchor, start: whole.start + start, end: whole.start + cursor };
  };
}
