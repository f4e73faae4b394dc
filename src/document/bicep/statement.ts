import type { Span } from '../../place';
import { MAX_DEPTH, NEWLINE } from '../reader';
import { isNameStart } from './text';
import type { BicepDocument, Entry, Expression, Spread, Statement } from './tree';
import { plainText } from './tree';
import { TypeReader } from './types';

/** What follows the keyword of a statement. */
const FORMS: Readonly<Record<string, 'named' | 'typed' | 'quoted' | 'function' | 'value' | 'loose'>> = {
  param: 'typed',
  var: 'typed',
  output: 'typed',
  type: 'named',
  metadata: 'named',
  assert: 'named',
  resource: 'quoted',
  module: 'quoted',
  test: 'quoted',
  func: 'function',
  targetScope: 'value',
  using: 'loose',
  extends: 'loose',
  import: 'loose',
  extension: 'loose',
  extensionConfig: 'loose',
  provider: 'loose',
};

/** Reads statements, and the collections whose entries may hold some. */
class StatementReader extends TypeReader {
  private decorated: Expression[] = [];

  constructor(
    text: string,
    protected readonly recovering: boolean,
  ) {
    super(text);
  }

  document(): BicepDocument {
    const statements: Statement[] = [];
    for (;;) {
      this.statements(statements);
      if (this.limit === this.text.length) break;
      this.limit = this.text.length; // a statement that ended what was open is read like any other
    }
    return { syntax: 'bicep', text: this.text, statements, problems: this.problems };
  }

  private statements(statements: Statement[]): void {
    for (;;) {
      this.multi = true;
      this.skip();
      if (this.peek() < 0) return;
      const before = this.pos;
      this.multi = false;
      const statement = this.statement();
      if (statement) statements.push(statement);
      if (this.pos <= before) this.pos = before + 1;
      this.multi = false;
      this.skip();
      if (this.peek() < 0 || this.peek() === NEWLINE) continue;
      if (statement) this.problem(this.pos, this.pos + 1, 'a new line is expected here');
      this.skipLine();
    }
  }

  /** Decorators stand before what they speak of, on lines of their own or on its line. */
  protected decorators(): void {
    const { multi } = this;
    while (this.peek() === 64) {
      this.take(1);
      this.multi = false;
      this.skip();
      this.decorated.push(this.postfix());
      this.multi = true;
      this.skip();
    }
    this.multi = multi;
  }

  private statement(): Statement | undefined {
    const start = this.pos;
    this.last = start; // what goes wrong here is not to be looked for above
    this.decorated = [];
    this.decorators();
    const { decorated: decorators, pos: from } = this;
    const keyword = this.peek() >= 0 && isNameStart(this.peek()) ? this.name() : '';
    const form = Object.hasOwn(FORMS, keyword) ? FORMS[keyword] : undefined;
    if (form === undefined) {
      this.problem(from, Math.max(this.last, from + 1), 'a statement is expected here');
      this.skipLine();
      return undefined;
    }
    this.skip();
    if (form === 'loose') return this.loose({ start, keyword, from, decorators });
    const name = form !== 'value' && isNameStart(this.peek()) && this.peek() >= 0 ? this.name() : '';
    const nameEnd = this.last;
    this.skip();
    if (form === 'typed' && this.peek() !== 61) this.typeHere(keyword);
    if (form === 'function') this.signature();
    const of = form === 'quoted' && this.atString() ? plainText(this.string()) : undefined;
    this.skip();
    const existing = this.word('existing');
    const head = { start: from, end: form === 'typed' || form === 'function' ? nameEnd : this.last };
    const value = this.assigned(form === 'typed' && keyword !== 'output', keyword === 'type');
    const rest = { type: 'statement', start, end: this.last, keyword, name, head, existing, decorators } as const;
    return { ...rest, ...(of !== undefined && { of }), ...(value && { value }) };
  }

  private typeHere(keyword: string): void {
    const next = this.peek();
    if ((next < 0 || next === NEWLINE) && !this.bar()) {
      if (keyword !== 'var') this.problem(this.last, this.last + 1, 'a type or a value is expected here');
      return;
    }
    if (this.word('resource')) {
      this.skip();
      if (this.atString()) this.string();
      if (this.peek() === 63) this.take(1);
    } else this.typed();
  }

  /** The parameters of a function and the type of what it gives. */
  private signature(): void {
    const open = this.pos;
    if (this.peek() !== 40) return;
    this.take(1);
    this.between(41, open, () => {
      do {
        this.skip();
        if (this.peek() < 0 || !isNameStart(this.peek())) break;
        this.name();
        this.typed();
      } while (this.comma());
    });
    this.skip();
    if (this.peek() !== 61) this.typed();
  }

  private assigned(optional: boolean, isType: boolean): Expression | undefined {
    this.skip();
    if (this.peek() !== 61) {
      if (!optional) this.problem(this.last, this.last + 1, 'an equals sign is expected here');
      return undefined;
    }
    this.take(this.peekAfter(1) === 62 ? 2 : 1);
    if (!isType) return this.expression();
    this.typed();
    return undefined;
  }

  /** Statements about other files: strings, names, braces and stars in many orders. */
  private loose(begun: { start: number; keyword: string; from: number; decorators: Expression[] }): Statement {
    const { start, keyword, from, decorators } = begun;
    let of: string | undefined;
    for (;;) {
      this.skip();
      const code = this.peek();
      if (this.atString()) {
        const read = plainText(this.string());
        of ??= read;
      } else if (code === 123) this.imported();
      else if (code >= 0 && isNameStart(code)) this.name();
      else if (code === 42 || code === 61) this.take(1);
      else break;
    }
    const head = { start: from, end: this.last };
    const rest = { type: 'statement', start, end: this.last, keyword, name: '', head, existing: false } as const;
    return { ...rest, decorators, ...(of !== undefined && { of }) };
  }

  /** `{ a, b as c }` or an object: names are enough for the first. */
  private imported(): void {
    const close = this.text.indexOf('}', this.pos);
    const inner = close < 0 ? ':' : this.text.slice(this.pos, close);
    if (inner.includes(':')) this.object();
    else this.take(close + 1 - this.pos);
  }

  /** Takes a word if it stands here by itself. */
  private word(word: string): boolean {
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

  /** What stands in brackets, with commas or on lines of its own, until `read` gives a loop, which is the whole. */
  private list<T>(close: number, read: () => T | undefined): T | undefined {
    const open = this.pos;
    const { multi } = this;
    let result: T | undefined;
    this.take(1);
    this.nested++;
    while (result === undefined) {
      this.multi = true;
      this.skip();
      if (this.peek() < 0 || this.peek() === close) break;
      const before = this.pos;
      this.multi = false;
      result = read();
      if (this.pos <= before) this.pos = before + 1; // a stray bracket: never stand still
      this.multi = result !== undefined;
      this.skip();
      const next = this.peek();
      if (next === 44) this.take(1);
      else if (result === undefined && next >= 0 && next !== NEWLINE && next !== close) {
        this.problem(this.pos, this.pos + 1, 'a comma or a new line is expected here');
        this.skipLine();
      }
    }
    this.multi = true;
    this.close(close, open);
    this.nested--;
    this.multi = multi;
    return result;
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

  private nestedStatement(): Statement | undefined {
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      const statement = this.statement();
      this.depth--;
      return statement;
    }
    this.error('this is nested too deeply to be read');
    return undefined;
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

/**
 * Reads a text. Never throws: what can't be read is in the problems, and everything else is in the tree. A text with
 * problems is read once more with each statement at the start of a line ending what is open above it.
 */
export function parseBicep(text: string): BicepDocument {
  const document = new StatementReader(text, false).document();
  return document.problems.length === 0 ? document : new StatementReader(text, true).document();
}
