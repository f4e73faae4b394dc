import { MAX_DEPTH, NEWLINE } from '../reader';
import { CollectionReader } from './collections';
import { isNameStart } from './text';
import { type BicepDocument, type Expression, plainText, type Statement } from './tree';

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

/** Reads statements. */
class StatementReader extends CollectionReader {
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

  protected nestedStatement(): Statement | undefined {
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      const statement = this.statement();
      this.depth--;
      return statement;
    }
    this.error('this is nested too deeply to be read');
    return undefined;
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
