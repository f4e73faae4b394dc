import type { Span } from '../../place';
import { isNameStart } from './text';
import type { Entry, Expression, Spread, Statement } from './tree';
import { TypeReader } from './types';

/** Reads lists, loops and objects. */
export abstract class CollectionReader extends TypeReader {
  /** A resource in the body of another, with its decorators. */
  protected abstract nestedStatement(): Statement | undefined;

  /** Takes a word if it stands here by itself. */
  protected word(word: string): boolean {
    if (!this.text.startsWith(word, this.pos) || this.pos + word.length > this.limit) return false;
    const next = this.peekAfter(word.length);
    if (next > 32 && next !== 61) return false;
    this.take(word.length);
    return true;
  }

  protected array(): Expression {
    const start = this.pos;
    const items: (Expression | Spread)[] = [];
    const loop = this.list(93, () => {
      if (this.word('for')) return this.loop(start);
      const from = this.pos;
      const dots = this.dots();
      const value = this.expression();
      items.push(dots ? { type: 'spread', start: from, end: this.last, of: value } : value);
      return undefined;
    });
    return loop ? { ...loop, end: this.last } : { type: 'array', start, end: this.last, items };
  }

  private dots(): boolean {
    const found = this.peek() === 46 && this.peekAfter(1) === 46 && this.peekAfter(2) === 46;
    if (found) this.take(3);
    return found;
  }

  protected object(): Expression {
    const start = this.pos;
    const entries: Entry[] = [];
    this.list(125, () => {
      const entry = this.entry();
      if (entry) entries.push(entry);
    });
    return { type: 'object', start, end: this.last, entries };
  }

  /** `for item in list: body` or `for (item, index) in list: body`. */
  private loop(start: number): Expression {
    this.multi = true;
    const names: string[] = [];
    for (;;) {
      this.skip();
      if (this.peek() === 40 || this.peek() === 44 || this.peek() === 41) this.take(1);
      else if (this.peek() >= 0 && isNameStart(this.peek()) && names.length < 3) {
        const name = this.name();
        if (name === 'in') break;
        names.push(name);
      } else break;
    }
    const of = this.expression();
    this.skip();
    if (this.peek() === 58) this.take(1);
    else this.problem(this.pos, this.pos + 1, 'a colon is expected before what the loop yields');
    const value = this.expression();
    return { type: 'for', start, end: this.last, names, of, value };
  }

  private entry(): Entry | undefined {
    const start = this.pos;
    this.last = start;
    if (this.dots()) {
      const of = this.expression();
      return { type: 'spread', start, end: this.last, of };
    }
    if (this.peek() === 64 || this.isResource()) return this.nestedStatement();
    const key = this.key();
    this.skip();
    if (!key || this.peek() !== 58) {
      this.problem(start, Math.max(this.last, start + 1), 'a key needs its value after a colon');
      this.skipLine();
      return undefined;
    }
    this.take(1);
    const value = this.expression();
    return { type: 'property', start, end: this.last, key, value };
  }

  /** `resource name` in an object: a property of that name has its colon. */
  private isResource(): boolean {
    if (!this.text.startsWith('resource', this.pos) || (this.peekAfter(8) !== 32 && this.peekAfter(8) !== 9))
      return false;
    let at = 8;
    while (this.peekAfter(at) === 32 || this.peekAfter(at) === 9) at++;
    return isNameStart(this.peekAfter(at));
  }

  private key(): Expression | undefined {
    if (this.atString()) return this.string();
    if (this.peek() < 0 || !isNameStart(this.peek())) return undefined;
    const start = this.pos;
    const value = this.name();
    const inner: Span = { start, end: this.last };
    return { type: 'string', ...inner, inner, parts: [{ type: 'text', ...inner, value }] };
  }
}
