import type { Entry, Mapping, Node, Scalar, Sequence } from '../data';
import { readBlockScalar } from './block-scalar';
import { Beyond, COLON, DASH, HASH, InlineReader, isGap, isOpening, NEWLINE, SPACE } from './inline';

/** A longer key is an error. */
const LONGEST_KEY = 1000;
/** What ends a document when it stands at the beginning of a line. */
const BOUND = /^(?:---|\.\.\.)/;

/**
 * Reads the YAML that people write all day, many times faster than a parser of all of YAML: one document of block
 * mappings and sequences, scalars and flow collections that end on their line, block scalars, comments, plain tags.
 * Undefined for every other text, broken ones included: those are the library's, which this agrees with node by node.
 */
export function readPlainYaml(text: string): Node | undefined {
  if (/[\t\r\ufeff]/.test(text)) return undefined;
  try {
    return new BlockReader(text).root();
  } catch (thrown) {
    if (thrown instanceof Beyond) return undefined;
    throw thrown;
  }
}

class BlockReader extends InlineReader {
  /** The first character of the line that is read next, and its column; -1 at the end. */
  private at = 0;
  private indent = 0;

  root(): Node {
    this.line(0);
    if (this.indent === 0 && this.text.startsWith('---', this.at)) this.endLine(this.at + 3);
    const node = this.indent < 0 ? this.beyond() : this.block(this.indent);
    return this.indent < 0 ? node : this.beyond();
  }

  /** Goes to the next line, from `start` on, that says something. */
  private line(start: number): void {
    const { text } = this;
    for (let from = start; ; ) {
      const at = this.skip(from);
      const code = text.charCodeAt(at);
      if (code === NEWLINE) from = at + 1;
      else if (code === HASH) from = this.lineEnd(at) + 1;
      else {
        this.at = at;
        this.indent = at >= text.length ? -1 : at - from;
        return;
      }
    }
  }

  private lineEnd(from: number): number {
    const at = this.text.indexOf('\n', from);
    return at < 0 ? this.text.length : at;
  }

  /** Whether nothing but a comment follows on a line. */
  private isDone(from: number): boolean {
    const at = this.skip(from);
    const code = this.text.charCodeAt(at);
    return code === NEWLINE || at >= this.text.length || (code === HASH && this.text.charCodeAt(at - 1) === SPACE);
  }

  /** Goes on behind what ends its line. */
  private endLine(from: number): void {
    if (!this.isDone(from)) this.beyond();
    this.line(this.lineEnd(from) + 1);
  }

  /** A node that ended its line, if nothing that might belong to it stands deeper below. */
  private ended<N extends Node>(node: N, column: number): N {
    return this.indent > column ? this.beyond() : node;
  }

  private isDash(at: number): boolean {
    return this.text.charCodeAt(at) === DASH && isGap(this.text, at + 1);
  }

  private block(column: number): Node {
    return this.isDash(this.at) ? this.ended(this.sequence(column), column - 1) : this.mapping(column);
  }

  private mapping(column: number, first = this.scalarAt(this.at)): Mapping {
    this.descend();
    const entries = [this.entry(first, column)];
    while (this.indent === column) entries.push(this.entry(this.scalarAt(this.at), column));
    this.depth--;
    const mapping = { type: 'mapping', start: first.start, end: entries.at(-1)!.end, entries, flow: false } as const;
    return this.ended(mapping, column - 1);
  }

  private entry(key: Scalar, column: number): Entry {
    if (!this.isKey(key) || key.end - key.start > LONGEST_KEY || BOUND.test(key.source)) this.beyond();
    const colon = this.skip(key.end) + 1;
    const value = this.value(colon, column, true);
    return { start: key.start, end: Math.max(value?.end ?? 0, colon), key, value };
  }

  private isKey(scalar: Scalar): boolean {
    const colon = this.skip(scalar.end);
    return this.text.charCodeAt(colon) === COLON && isGap(this.text, colon + 1);
  }

  private sequence(column: number): Sequence {
    const start = this.at;
    const items: Node[] = [];
    this.descend();
    do items.push(this.item(column));
    while (this.indent === column && this.isDash(this.at));
    this.depth--;
    return { type: 'sequence', start, end: items.at(-1)!.end, items, flow: false };
  }

  /** What stands behind a dash: a value, or a collection that begins on the same line. */
  private item(column: number): Node {
    const dash = this.at;
    const at = this.skip(dash + 1);
    const code = this.text.charCodeAt(at);
    if (this.isDash(at)) {
      this.at = at;
      return this.block(column + at - dash);
    }
    if (this.isDone(dash + 1) || isOpening(code)) return this.value(dash + 1, column, false) ?? this.beyond();
    const scalar = this.scalarAt(at);
    if (this.isKey(scalar)) return this.mapping(column + at - dash, scalar);
    this.endLine(scalar.end);
    return this.ended(scalar, column);
  }

  /** What a key or a dash at a column holds, on its line or below; undefined if nothing is written. */
  private value(from: number, column: number, afterKey: boolean): Node | undefined {
    const tag = this.tagAt(this.skip(from));
    const behind = tag ? this.skip(from) + tag.length : from;
    if (!this.isDone(behind)) return this.tagged(this.inline(this.skip(behind), column), tag);
    this.endLine(behind);
    const node = this.below(column, afterKey);
    return tag ? this.tagged(node ?? this.beyond(), tag) : node;
  }

  /** A sequence may stand as far left as the key that it belongs to. */
  private below(column: number, afterKey: boolean): Node | undefined {
    if (this.indent > column) return this.block(this.indent);
    if (!afterKey || this.indent !== column || !this.isDash(this.at)) return undefined;
    return this.ended(this.sequence(column), column);
  }

  private inline(at: number, column: number): Node {
    const code = this.text.charCodeAt(at);
    if (code !== 124 && code !== 62) {
      const node = code === 91 || code === 123 ? this.flow(at) : this.scalarAt(at);
      this.endLine(node.end);
      return this.ended(node, column);
    }
    const { scalar, next } = readBlockScalar(this.text, at, column) ?? this.beyond();
    this.line(next);
    return this.ended(scalar, column);
  }
}
