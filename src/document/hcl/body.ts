import type { Problem } from '../../place';
import { isNameStart, MAX_DEPTH, NEWLINE, QUOTE } from './cursor';
import { ExpressionReader } from './expression';
import type { Attribute, Block, Body, Expression, HclDocument, ObjectEntry } from './tree';

type Item = Attribute | Block;

/** Reads attributes and blocks, and the collections whose entries look like them. */
class BodyReader extends ExpressionReader {
  /** Everything, to the end: a header that closed what was open is read like any other. */
  document(): HclDocument {
    const items: Item[] = [];
    for (;;) {
      this.items(items, false);
      if (this.limit === this.text.length) break;
      this.limit = this.text.length;
    }
    const body: Body = { start: 0, end: this.text.length, items };
    return { syntax: 'hcl', text: this.text, body, problems: this.problems };
  }

  template(): { template: Expression; problems: readonly Problem[] } {
    this.pos = 0;
    return { template: this.bare(), problems: this.problems };
  }

  private items(items: Item[], inBlock: boolean): void {
    for (;;) {
      this.multi = true;
      this.skip();
      const code = this.peek();
      if (code < 0 || (code === 125 && inBlock)) return;
      if (!isNameStart(code)) {
        this.problem(this.pos, this.pos + 1, 'an attribute or a block is expected here');
        if (code === 125 || code === 44) this.pos++;
        else this.skipLine();
        continue;
      }
      this.multi = false;
      const item = this.item();
      if (item) items.push(item);
      this.multi = false;
      this.skip();
      const next = this.peek();
      if (next < 0 || next === NEWLINE || next === 125) continue;
      this.problem(this.pos, this.pos + 1, 'a new line is expected here');
      if (next === 44) this.pos++;
      else if (!isNameStart(next)) this.skipLine();
    }
  }

  private item(): Item | undefined {
    const start = this.pos;
    const name = this.name();
    const nameSpan = { start, end: this.last };
    this.skip();
    if (this.peek() === 61 && this.peekAfter(1) !== 61) {
      this.take(1);
      const value = this.expression();
      return { type: 'attribute', start, end: this.last, name, nameSpan, value };
    }
    const labels: Block['labels'][number][] = [];
    while (this.peek() === QUOTE || isNameStart(this.peek())) {
      if (this.peek() < 0) break;
      labels.push(this.label());
      this.skip();
    }
    const head = { start, end: this.last };
    if (this.peek() === 123) return { type: 'block', start, name, labels, head, ...this.block() };
    this.problem(start, this.last, 'a block needs its brace on this line, an attribute its equals sign');
    this.skipLine();
    return undefined;
  }

  private label(): Block['labels'][number] {
    const start = this.pos;
    if (this.peek() !== QUOTE) {
      const value = this.name();
      return { start, end: this.last, value };
    }
    const { parts, end } = this.quoted();
    let value = '';
    for (const part of parts) if (part.type === 'text') value += part.value;
    return { start, end, value };
  }

  private block(): { body: Body; end: number } {
    const open = this.pos;
    this.take(1);
    const items: Item[] = [];
    if (this.depth >= MAX_DEPTH) {
      this.problem(open, open + 1, 'this is nested too deeply to be read');
      this.skipLine();
      return { body: { start: open + 1, end: this.last, items }, end: this.last };
    }
    this.depth++;
    this.nested++;
    this.items(items, true);
    const closed = this.peek() === 125;
    const bodyEnd = closed ? this.pos : this.last;
    if (closed) this.take(1);
    else this.problem(open, open + 1, 'this block is never closed');
    this.nested--;
    this.depth--;
    return { body: { start: open + 1, end: bodyEnd, items }, end: this.last };
  }

  protected tuple(): Expression {
    const start = this.pos;
    if (this.isLoop()) return this.loop(93);
    const items = this.brackets(93, () => this.expression());
    return { type: 'tuple', start, end: this.last, items };
  }

  protected object(): Expression {
    const start = this.pos;
    if (this.isLoop()) return this.loop(125);
    const { multi } = this;
    const entries: ObjectEntry[] = [];
    this.take(1);
    this.nested++;
    for (;;) {
      this.multi = true;
      this.skip();
      if (this.peek() < 0 || this.peek() === 125) break;
      const before = this.pos;
      const entry = this.entry();
      if (this.pos <= before) this.pos = before + 1; // a stray bracket: never stand still
      if (entry) entries.push(entry);
      this.multi = false;
      this.skip();
      const next = this.peek();
      if (next === 44) this.take(1);
      else if (next >= 0 && next !== NEWLINE && next !== 125) {
        this.problem(this.pos, this.pos + 1, 'a comma or a new line is expected here');
        this.skipLine();
      }
    }
    this.multi = true;
    this.close(125, start);
    this.nested--;
    this.multi = multi;
    return { type: 'object', start, end: this.last, entries };
  }

  private entry(): ObjectEntry | undefined {
    const start = this.pos;
    this.last = start; // what goes wrong here is not to be looked for above
    const key = this.key();
    this.skip();
    const separator = this.peek();
    if (separator !== 61 && separator !== 58) {
      this.problem(start, Math.max(this.last, start + 1), 'a key needs its value after an equals sign');
      this.skipLine();
      return undefined;
    }
    this.take(1);
    this.multi = false;
    const value = this.expression();
    return { start, end: this.last, key, value };
  }

  private key(): Expression {
    const start = this.pos;
    this.multi = false;
    if (isNameStart(this.peek())) {
      const value = this.name();
      const span = { start, end: this.last };
      this.skip();
      if (this.peek() === 58 || (this.peek() === 61 && this.peekAfter(1) !== 61)) {
        return { type: 'template', ...span, heredoc: false, inner: span, parts: [{ type: 'text', ...span, value }] };
      }
      this.pos = start;
    }
    return this.expression();
  }

  /** Whether a bracket opens a `for`. */
  private isLoop(): boolean {
    const { pos, last, multi, limit } = this;
    this.pos++;
    this.multi = true;
    this.skip();
    const found = this.text.startsWith('for', this.pos) && this.peekAfter(3) <= 32 && this.peekAfter(3) >= 0;
    this.pos = pos;
    this.last = last;
    this.multi = multi;
    this.limit = limit;
    return found;
  }

  private loop(close: number): Expression {
    const start = this.pos;
    const { multi } = this;
    this.take(1);
    this.nested++;
    this.multi = true;
    this.skip();
    this.name();
    const names = this.loopNames();
    const of = this.expression();
    this.skip();
    if (this.peek() === 58) this.take(1);
    else this.problem(this.pos, this.pos + 1, 'a colon is expected before what the loop yields');
    let value = this.expression();
    let key: Expression | undefined;
    let group = false;
    this.skip();
    if (this.peek() === 61 && this.peekAfter(1) === 62) {
      this.take(2);
      key = value;
      value = this.expression();
      this.skip();
      group = this.ellipsis();
    }
    this.skip();
    let when: Expression | undefined;
    if (this.text.startsWith('if', this.pos) && this.pos < this.limit && this.peekAfter(2) <= 40) {
      this.take(2);
      when = this.expression();
    }
    this.close(close, start);
    this.nested--;
    this.multi = multi;
    return { type: 'for', start, end: this.last, names, of, value, group, ...(key && { key }), ...(when && { when }) };
  }
}

/** Reads a text. Never throws: what can't be read is in the problems, and everything else is in the tree. */
export const parseHcl = (text: string): HclDocument => new BodyReader(text).document();

/** Reads a text as a template without quotes, as each string of Terraform's JSON syntax is one. */
export const parseTemplate = (text: string): { template: Expression; problems: readonly Problem[] } =>
  new BodyReader(text).template();
