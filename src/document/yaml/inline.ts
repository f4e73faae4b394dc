import type { Entry, Node, Scalar } from '../data';
import { typed } from './core-schema';

export const NEWLINE = 10;
export const SPACE = 32;
export const HASH = 35;
export const DASH = 45;
const DOUBLE = 34;
const SINGLE = 39;
export const COLON = 58;
const COMMA = 44;

/** More nodes than this are left to the library, which counts them. */
const NODES = 100_000;
/** Deeper texts, too. */
const DEPTH = 100;

/** Thrown where a text takes the library. */
export class Beyond extends Error {}
const BEYOND = new Beyond();

export const isGap = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === SPACE || code === NEWLINE || at >= text.length;
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };
/** Characters that mean something else at the beginning of a plain scalar. */
const INDICATORS = new Set(Array.from(',[]{}#&*!|>\'"%@`', (character) => character.charCodeAt(0)));
const isBracket = (code: number): boolean => code === 91 || code === 93 || code === 123 || code === 125;

/** Whether a value begins that can't be a key: a flow collection, a block scalar, a tag. */
export const isOpening = (code: number): boolean =>
  code === 91 || code === 123 || code === 124 || code === 62 || code === 33;

/** Reads scalars and flow collections that begin and end on one line. */
export class InlineReader {
  protected depth = 0;
  /** Column of what holds the collection in brackets that is read: its lines are indented deeper. */
  protected floor = 0;
  private nodes = 0;

  constructor(protected readonly text: string) {}

  protected beyond(): never {
    throw BEYOND;
  }

  /** Begins a collection inside of another one. */
  protected descend(): void {
    if (++this.depth > DEPTH || ++this.nodes > NODES) this.beyond();
  }

  /** The next offset that holds no space. */
  protected skip(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** A scalar on one line, plain or quoted. */
  protected scalarAt(at: number, inFlow = false): Scalar {
    const code = this.text.charCodeAt(at);
    return code === DOUBLE || code === SINGLE ? this.quoted(at) : this.plain(at, inFlow);
  }

  /** A tag such as `!Sub`; undefined where none stands. */
  protected tagAt(at: number): string | undefined {
    if (this.text.charCodeAt(at) !== 33) return undefined;
    const tag = /^![A-Za-z][\w.-]*(?=[ \n]|$)/.exec(this.text.slice(at, at + 100))?.[0];
    return tag ?? this.beyond();
  }

  /** A node with its tag, by which what it holds is no longer typed. */
  protected tagged<N extends Node>(node: N, tag: string | undefined): N {
    if (tag === undefined) return node;
    if (node.tag !== undefined) this.beyond();
    const untyped = node.type === 'scalar' && typeof node.value !== 'string' ? { value: node.source } : {};
    return { ...node, ...untyped, tag };
  }

  protected scalar(start: number, end: number, value: Scalar['value'], style: Scalar['style']): Scalar {
    if (++this.nodes > NODES) this.beyond();
    return { type: 'scalar', start, end, value, source: this.text.slice(start, end), style };
  }

  private plain(start: number, inFlow: boolean): Scalar {
    const { text } = this;
    const first = text.charCodeAt(start);
    const mark = first === DASH || first === 63 || first === COLON;
    if (INDICATORS.has(first) || (mark && (isGap(text, start + 1) || inFlow)) || start >= text.length) this.beyond();
    const end = this.plainEnd(start, inFlow);
    return this.scalar(start, end, typed(text.slice(start, end)), 'plain');
  }

  /** Where a plain scalar ends on its line: before `: ` and ` #`, inside of brackets also before what parts them. */
  protected plainEnd(start: number, inFlow: boolean): number {
    const { text } = this;
    let end = start;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) break;
      if (code === COLON && isGap(text, at + 1)) break;
      if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (inFlow) {
        if (code === COMMA || code === 93 || code === 125) break;
        if (isBracket(code) || (code === COLON && this.parts(at + 1))) this.beyond();
      }
      if (code !== SPACE) end = at + 1;
    }
    return end;
  }

  private parts(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === COMMA || isBracket(code);
  }

  private quoted(start: number): Scalar {
    const { text } = this;
    const quote = text.charCodeAt(start);
    let value = '';
    let from = start + 1;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) break;
      if (code === 92 && quote === DOUBLE) {
        value += text.slice(from, at) + (ESCAPES[text[at + 1] ?? ''] ?? this.beyond());
        from = ++at + 1;
      } else if (code === quote) {
        value += text.slice(from, at);
        if (quote === DOUBLE || text.charCodeAt(at + 1) !== SINGLE) {
          return this.scalar(start, at + 1, value, quote === DOUBLE ? 'double' : 'single');
        }
        from = ++at; // a quote that is written twice stands for itself
      }
    }
    return this.beyond();
  }

  /** A collection in brackets. */
  protected flow(start: number): Node {
    const isList = this.text.charCodeAt(start) === 91;
    const close = isList ? 93 : 125;
    const items: Node[] = [];
    const entries: Entry[] = [];
    this.descend();
    let at = this.gap(start + 1);
    while (this.text.charCodeAt(at) !== close) {
      const part = isList ? this.flowNode(at) : this.flowEntry(at);
      if ('key' in part) entries.push(part);
      else items.push(part);
      at = this.gap(part.end);
      if (this.text.charCodeAt(at) === COMMA) at = this.gap(at + 1);
      else if (this.text.charCodeAt(at) !== close) this.beyond();
    }
    this.depth--;
    const span = { start, end: at + 1 };
    return isList
      ? { type: 'sequence', ...span, items, flow: true }
      : { type: 'mapping', ...span, entries, flow: true };
  }

  /** Passes spaces, comments and line breaks between the parts of a collection in brackets. */
  private gap(from: number): number {
    const { text } = this;
    let at = this.skip(from);
    for (let code = text.charCodeAt(at); code === NEWLINE || code === HASH; code = text.charCodeAt(at)) {
      if (code === HASH && text.charCodeAt(at - 1) > SPACE) this.beyond();
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? this.beyond() : this.skip(feed + 1);
      const next = text.charCodeAt(at);
      const isText = next !== NEWLINE && next !== HASH;
      if (isText && at - feed - 1 <= this.floor) this.beyond();
    }
    return at;
  }

  private flowNode(at: number): Node {
    const tag = this.tagAt(at);
    if (tag) return this.tagged(this.flowNode(this.skip(at + tag.length)), tag);
    const code = this.text.charCodeAt(at);
    return code === 91 || code === 123 ? this.flow(at) : this.scalarAt(at, true);
  }

  private flowEntry(at: number): Entry {
    const key = this.scalarAt(at, true);
    const colon = this.skip(key.end);
    if (this.text.charCodeAt(colon) !== COLON || this.text.charCodeAt(colon + 1) !== SPACE) this.beyond();
    const value = this.flowNode(this.skip(colon + 1));
    return { start: key.start, end: value.end, key, value };
  }
}
