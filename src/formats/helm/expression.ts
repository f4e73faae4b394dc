/** The expressions of a template's actions. */
export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** `.Values.image.tag`, `$.Values.x`, `$name.x`: from the dot, the root or a variable down. */
  | { readonly type: 'field'; readonly from: string; readonly path: readonly string[] }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** What this does not read. */
  | { readonly type: 'opaque' };

const LONGEST = 2000;
const DEPTH = 20;
const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|`([^`]*)`|([-+]?\d+(?:\.\d+)?)(?![\w.])|(\$\w*|)((?:\.[A-Za-z_]\w*)+)|(\$\w*|\.(?![\w.]))|([A-Za-z_]\w*)|([()|]))/y;

interface Token {
  readonly type: 'literal' | 'field' | 'word' | 'sign';
  readonly text: string;
  readonly value?: Expression;
}

const OPAQUE: Expression = { type: 'opaque' };

/** So many expressions are remembered: templates of a chart ask the same all over. */
const REMEMBERED = 2000;
const remembered = new Map<string, Expression>();

/** Reads a pipeline; anything unusual makes it opaque. */
export function parseExpression(body: string): Expression {
  let expression = remembered.get(body);
  if (!expression) {
    expression = read(body);
    if (remembered.size >= REMEMBERED) remembered.clear();
    if (body.length <= LONGEST) remembered.set(body, expression);
  }
  return expression;
}

function read(body: string): Expression {
  const tokens = body.length > LONGEST ? undefined : tokensOf(body);
  if (!tokens) return OPAQUE;
  let at = 0;
  const sign = (text: string) => tokens[at]?.type === 'sign' && tokens[at]!.text === text;

  const operand = (depth: number): Expression | undefined => {
    if (sign('(')) {
      at++;
      const inner = pipeline(depth + 1);
      if (!sign(')')) return undefined;
      at++;
      return inner;
    }
    const token = tokens[at];
    if (!token || token.type === 'sign') return undefined;
    at++;
    return token.value ?? { type: 'call', name: token.text, args: [] };
  };
  const command = (depth: number): Expression | undefined => {
    const isCall = tokens[at]?.type === 'word' && !tokens[at]!.value;
    const first = operand(depth);
    const args: Expression[] = [];
    while (first && at < tokens.length && !sign('|') && !sign(')')) {
      const next = operand(depth);
      if (!next) return undefined;
      args.push(next);
    }
    if (args.length === 0) return first;
    return isCall && first?.type === 'call' ? { ...first, args } : OPAQUE;
  };
  const pipeline = (depth: number): Expression | undefined => {
    if (depth > DEPTH) return undefined;
    let result = command(depth);
    while (result && sign('|')) {
      at++;
      const next = command(depth);
      if (next?.type !== 'call') return next && OPAQUE;
      result = { ...next, args: [...next.args, result] };
    }
    return result;
  };

  const result = pipeline(0);
  return result && at === tokens.length ? result : OPAQUE;
}

function tokensOf(body: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; body.slice(end).trim() !== ''; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(body);
    if (!match) return undefined;
    const [text, double, raw, number, from, fields, alone, word, sign] = match;
    // a field directly behind something that closed (`(…).name`) is no token of its own
    if (fields !== undefined && from === '' && end > 0 && !/^\s/.test(text)) {
      if (!/[(|]/.test(body[end - 1]!)) return undefined;
    }
    if (sign !== undefined) tokens.push({ type: 'sign', text: sign });
    else if (fields !== undefined) tokens.push(fieldToken(from || '.', fields.slice(1).split('.')));
    else if (alone !== undefined) tokens.push(fieldToken(alone, []));
    else if (word !== undefined) tokens.push(wordToken(word));
    else if (number !== undefined) tokens.push(literal(Number(number)));
    else tokens.push(literal(raw ?? unquoted(double!)));
  }
  return tokens;
}

const literal = (value: string | number | boolean | null): Token => ({
  type: 'literal',
  text: '',
  value: { type: 'literal', value },
});
const fieldToken = (from: string, path: readonly string[]): Token => ({
  type: 'field',
  text: '',
  value: { type: 'field', from, path },
});
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };
const wordToken = (word: string): Token =>
  Object.hasOwn(WORDS, word) ? literal(WORDS[word]!) : { type: 'word', text: word };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const unquoted = (source: string): string =>
  source.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
