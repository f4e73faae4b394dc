import type { Span } from '../place';
import { bracketsAt } from './cursor-flow';
import { type Line, parents, readLine, valueOn } from './cursor-lines';

/** What somebody is about to write: a key, or the value of one. Works on text that does not parse yet. */
export interface Cursor {
  readonly writes: 'key' | 'value';
  /** Keys above it, outermost first, `0` for any list entry; for a value its own key is the last one. */
  readonly path: readonly string[];
  /** What stands there already and is to be replaced, quotes included. */
  readonly span: Span;
  /** The quote that it begins with, if any. */
  readonly quote: string;
  /** The other keys of the same mapping, with what stands on their line. */
  readonly beside: ReadonlyMap<string, string>;
  /** How far behind its line's indentation it begins: further lines are indented by as much. Undefined inside brackets. */
  readonly hang: number | undefined;
}

const LONGEST_LINE = 2_000;
const FARTHEST = 2_000;
/** A name as far as it is written. */
const WORD = /(?:npm:)?[\w*./@~-]*$/;

/** Where a person writes; undefined in comments and prose. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (before.length > LONGEST_LINE) return undefined;
  const written = WORD.exec(before)?.[0] ?? '';
  const word = written === '-' ? '' : written;
  const mark = /["']$/.exec(before.slice(0, before.length - word.length))?.[0] ?? '';
  const after = /^[\w*./@~-]*/.exec(text.slice(offset, offset + LONGEST_LINE))?.[0] ?? '';
  const closes = mark !== '' && text[offset + after.length] === mark;
  const span = {
    start: offset - word.length - mark.length,
    end: offset + after.length + (closes ? 1 : 0),
  };
  const lines = text.split('\n');
  const at = text.slice(0, lineStart).split('\n').length - 1;

  const flow = bracketsAt(lines, at, span.start - lineStart);
  if (flow) return flow.writes && { ...flow, writes: flow.writes, span, quote: mark, hang: undefined };

  const lead = before.slice(0, span.start - lineStart);
  if (/(^|\s)#/.test(lead)) return undefined;
  const above = lines.slice(Math.max(0, at - FARTHEST), at);
  const here = (line: Line) => ({ span, quote: mark, beside: beside(lines, at, line) });
  const line = readLine(before === '' ? 'x' : `${lead}x`);
  if (/^\s*(-\s+)*$/.test(lead) && line) {
    const hang = line.column - (lead.length - lead.trimStart().length);
    return { writes: 'key', path: parents(above, line.dashes, line.column), hang, ...here(line) };
  }
  const own = readLine(lead.trimEnd());
  if (own?.key === undefined || !/:\s+$/.test(lead)) return undefined;
  return { writes: 'value', path: [...parents(above, own.dashes, own.column), own.key], hang: undefined, ...here(own) };
}

/** The keys of the mapping that a line belongs to, its own left out. */
function beside(lines: readonly string[], at: number, own: Line): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const step = (i: number): 'on' | 'opened' | 'left' => {
    const text = lines[i] ?? '';
    const line = readLine(text);
    if (!line) return 'on';
    const begins = line.dashes[0] ?? line.column;
    if (line.column < own.column || (begins < own.column && line.column > own.column)) return 'left';
    if (line.column > own.column) return 'on';
    if (begins < own.column || line.key === undefined) return line.key === undefined ? 'left' : 'opened';
    found.set(line.key, valueOn(text, line));
    return 'on';
  };
  const add = (i: number) => {
    const text = lines[i] ?? '';
    const line = readLine(text);
    if (line?.key !== undefined) found.set(line.key, valueOn(text, line));
  };
  for (let i = at - 1; own.dashes.length === 0 && i >= 0 && i > at - FARTHEST; i--) {
    const way = step(i);
    if (way === 'opened') add(i);
    if (way !== 'on') break;
  }
  for (let i = at + 1; i < lines.length && i < at + FARTHEST; i++) if (step(i) !== 'on') break;
  return found;
}
