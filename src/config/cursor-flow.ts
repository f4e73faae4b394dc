import { bare, parents, readLine } from './cursor-lines';

/** One open bracket, and the keys that stand behind it. */
interface Level {
  readonly closes: '}' | ']';
  readonly keys: Map<string, string>;
  key: string | undefined;
}

/** A place between brackets: what is written there, or nothing that can be helped with. */
export interface InBrackets {
  readonly writes: 'key' | 'value' | undefined;
  readonly path: readonly string[];
  readonly beside: ReadonlyMap<string, string>;
}

/** Where a place is that stands between brackets: `{ type: chat, name: | }`. Undefined when it does not. */
export function bracketsAt(lines: readonly string[], line: number, column: number): InBrackets | undefined {
  const brackets = new Brackets();
  /** Lines that are indented further than this are prose. */
  let prose: number | undefined;
  let opened = 0;
  for (let i = 0; i <= line; i++) {
    const text = lines[i] ?? '';
    const end = i === line ? column : text.length;
    if (brackets.open) {
      brackets.read(text, 0, end);
      continue;
    }
    const indent = text.length - text.trimStart().length;
    if (prose !== undefined && (text.trim() === '' || indent > prose)) continue;
    prose = undefined;
    const read = readLine(text);
    if (!read) continue;
    const from = read.value + (/^\s*/.exec(text.slice(read.value))?.[0].length ?? 0);
    if (/^[|>][-+\d]*\s*(#|$)/.test(text.slice(from))) prose = read.key === undefined ? indent : read.column;
    if (!/^[[{]/.test(text.slice(from)) || end <= from) continue;
    opened = i;
    brackets.read(text, from, end);
  }
  const outside = brackets.open ? readLine(lines[opened] ?? '') : undefined;
  if (!outside) return undefined;
  const own = outside.key === undefined ? [] : [outside.key];
  return brackets.place([...parents(lines.slice(0, opened), outside.dashes, outside.column), ...own]);
}

/** Reads what stands between brackets, character by character. */
class Brackets {
  #levels: Level[] = [];
  #word = '';
  #quote: string | undefined;
  #inComment = false;

  get open(): boolean {
    return this.#levels.length > 0;
  }

  read(text: string, from: number, to: number): void {
    this.#inComment = false;
    for (let i = from; i < to; i++) {
      if (this.#inComment || (i > from && !this.open)) return;
      this.#take(text[i]!, text[i - 1] ?? ' ', text[i + 1] ?? ' ');
    }
  }

  #take(char: string, before: string, after: string): void {
    const level = this.#levels.at(-1);
    if (this.#quote !== undefined) {
      if (char === this.#quote) this.#quote = undefined;
      this.#word += char;
    } else if (char === '#' && /\s/.test(before)) this.#inComment = true;
    else if ((char === '"' || char === "'") && this.#word.trim() === '') {
      this.#quote = char;
      this.#word = char;
    } else if (char === '{' || char === '[') {
      this.#levels.push({ closes: char === '{' ? '}' : ']', keys: new Map(), key: undefined });
      this.#word = '';
    } else if (char === '}' || char === ']') {
      this.#levels.pop();
      this.#word = '';
    } else if (char === ',') this.#next(level);
    else if (char === ':' && level?.closes === '}' && level.key === undefined && /[\s,}"'[{]/.test(after)) {
      level.key = bare(this.#word);
      this.#word = '';
    } else this.#word += char;
  }

  #next(level: Level | undefined): void {
    if (level?.key !== undefined) level.keys.set(level.key, bare(this.#word));
    if (level) level.key = undefined;
    this.#word = '';
  }

  place(outside: readonly string[]): InBrackets {
    const last = this.#levels.at(-1)!;
    const inside = this.#levels.slice(0, -1).map(({ closes, key }) => (closes === ']' ? '0' : (key ?? '')));
    const own = last.closes === ']' ? ['0'] : last.key === undefined ? [] : [last.key];
    const isClear = this.#word.trim() === '' && !this.#inComment && this.#quote === undefined;
    const writes = last.key === undefined ? 'key' : 'value';
    return { writes: isClear ? writes : undefined, path: [...outside, ...inside, ...own], beside: last.keys };
  }
}
