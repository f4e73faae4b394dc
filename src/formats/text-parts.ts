import type { Span } from '../place';
import type { Data, Part } from '../resource';
import { textData } from './data-value';

/** A stretch of a text that is filled in later, and what is known of it. */
export interface Hole extends Span {
  readonly part: Part;
}

/** The parts of a text that holds nothing but characters and credentials that were taken out. */
export function partsIn(text: string): readonly Part[] {
  if (text === '') return [];
  const data = textData(text);
  if (typeof data === 'object' && data !== null && 'parts' in data) return data.parts;
  return [{ type: 'known', text }];
}

/** A text with holes in it, in order. */
export function withHoles(text: string, holes: readonly Hole[]): Data {
  const parts: Part[] = [];
  let last = 0;
  for (const { start, end, part } of holes) {
    parts.push(...partsIn(text.slice(last, start)), part);
    last = end;
  }
  parts.push(...partsIn(text.slice(last)));
  return { type: 'text', parts };
}
