import type { Entry, Mapping, Node, Scalar, Sequence } from '../data';
import { readBlockScalar } from './block-scalar';
import { Beyond, COLON, DASH, HASH, InlineReader, isGap, isOpening, NEWLINE, SPACE } from './inline';

/** A longer key is an error. */
const LONGEST_KEY = 1000;
/** What ends a document when it stands at the beginning of a line. */
const BOUND = /^(?:---|\.\.\.)/;

/**
 * Reads the YAML that people write all day, many times faster than a parser of all of YAML: one document of block
 * mappings and sequences, scalars of one line, plain ones of several, block scalars, flow collections, comments and tags.
 * Gives its root, if it has one; undefined for every other text, broken ones included: those are the library's, which this agrees
 * with node by node.
 */
export function readPlainYaml(text: string): readonly (Node | undefined)[] | undefined {
  if (/[\t\r\ufeff]/.test(text)) return undefined;
  try {
    return new BlockReader(text).roots();
  } catch (thrown) {
    if (thrown instanceof Beyond) return undefined;
    throw thrown;
  }
}

class BlockReader extends InlineReader {
  /** The first character of the line that is read next, and its column; -1 at the end. */
  private at = 0;
  private indent = 0;
  /** Whether a comment stands above that line: values below one are the library's, which minds the comment's column. */
  private commented = false;

  roots(): readonly (Node | undefined)[] {
    this.line(0);
    if (this.indent < 0) return [];
    const begins = this.indent === 0 && this.text.startsWith('---', this.at);
    if (begins) this.endLine(this.at + 3);
    if (this.indent < 0) return [undefined];
    const root = this.block();
    return this.indent < 0 && root.type !== 'scalar' ? [root] : this.beyond();
  }

  /** Goes to the next line, from `start` on, that says something. */
  private line(start: number): void {
    const { text } = this;
    this.commented = false;
    for (let from = start; ; ) {
      const at = this.skip(from);
      const code = text.charCodeAt(at);
      if (code === NEWLINE) from = at + 1;
      else if (code === HASH) {
        from = this.lineEnd(at) + 1;
        this.commented = true;
      } else {
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

  /** What begins on this line and belongs to what stands above, at a lesser column. */
  private block(column = this.indent - 1): Node {
    const { at, indent } = this;
    if (this.isDash(at)) return this.ended(this.sequence(indent), indent - 1);
    const isValue = isOpening(this.text.charCodeAt(at));
    const scalar = isValue ? undefined : this.scalarAt(at);
    if (scalar && this.isKey(scalar)) return this.mapping(indent, scalar);
    if (this.commented) this.beyond();
    return scalar ? this.folded(scalar, column) : (this.value(at, column, false) ?? this.beyond());
  }

  private mapping(column: number, first: Scalar): Mapping {
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
    const behind = this.at + 1;
    if (this.isDone(behind)) return this.value(behind, column, false) ?? this.beyond();
    const at = this.skip(behind);
    this.indent = column + at - this.at;
    this.at = at;
    this.commented = false;
    return this.block(column);
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
    if (this.indent > column) return this.block(column);
    if (!afterKey || this.indent !== column || !this.isDash(this.at)) return undefined;
    return this.ended(this.sequence(column), column);
  }

  private inline(at: number, column: number): Node {
    const code = this.text.charCodeAt(at);
    if (code === 124 || code === 62) {
      const { scalar, next } = readBlockScalar(this.text, at, column) ?? this.beyond();
      this.line(next);
      return this.ended(scalar, column);
    }
    if (code !== 91 && code !== 123) return this.folded(this.scalarAt(at), column);
    this.floor = column;
    const node = this.flow(at);
    this.endLine(node.end);
    return this.ended(node, column);
  }

  /** A scalar that may go on, if it is plain, in lines that are indented deeper than a column. */
  private folded(scalar: Scalar, column: number): Scalar {
    const { text } = this;
    let { end } = scalar;
    let value = scalar.source;
    while (scalar.style === 'plain' && text.charCodeAt(this.skip(end)) === NEWLINE) {
      let at = this.skip(end);
      let feed = at;
      let feeds = 0;
      for (; text.charCodeAt(at) === NEWLINE; at = this.skip(at + 1), feeds++) feed = at;
      if (at >= text.length || at - feed - 1 <= column || text.charCodeAt(at) === HASH) break;
      end = this.plainEnd(at, false);
      value += (feeds === 1 ? ' ' : '\n'.repeat(feeds - 1)) + text.slice(at, end);
    }
    this.endLine(end);
    return this.ended(end === scalar.end ? scalar : this.scalar(scalar.start, end, value, 'plain'), column);
  }
}
