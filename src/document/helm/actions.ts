import type { Span } from '../../place';

/** One `{{ … }}` of a template. */
export interface Action extends Span {
  /** What stands between the braces, trim markers and outer space left out. */
  readonly body: string;
  /** `if`, `else`, `end` and the like; `comment`, `assignment`; `value` for everything that writes something. */
  readonly kind: ActionKind;
}

export type ActionKind =
  | 'if'
  | 'with'
  | 'range'
  | 'define'
  | 'block'
  | 'else'
  | 'end'
  | 'jump'
  | 'comment'
  | 'assignment'
  | 'value';

const WORDS: Readonly<Record<string, ActionKind>> = {
  if: 'if',
  with: 'with',
  range: 'range',
  define: 'define',
  block: 'block',
  else: 'else',
  end: 'end',
  break: 'jump',
  continue: 'jump',
};

/** The actions of a text, in order. One that is not closed ends with its line. */
export function actionsOf(text: string): readonly Action[] {
  const actions: Action[] = [];
  for (let at = text.indexOf('{{'); at >= 0; ) {
    const end = endOf(text, at);
    const body = text
      .slice(at + 2, end)
      .replace(/\}\}$/, '')
      .replace(/^-(?=\s)|(?<=\s)-$/g, '')
      .trim();
    actions.push({ start: at, end, body, kind: kindOf(body) });
    at = text.indexOf('{{', end);
  }
  return actions;
}

function kindOf(body: string): ActionKind {
  if (body.startsWith('/*')) return 'comment';
  if (/^\$\w*(?:\s*,\s*\$\w+)?\s*:?=/.test(body)) return 'assignment';
  return WORDS[/^[a-z]+(?![\w.])/.exec(body)?.[0] ?? ''] ?? 'value';
}

/** Where an action ends; strings may hold braces, and comments anything. */
function endOf(text: string, start: number): number {
  if (/^\{\{(?:-\s)?\s?\/\*/.test(text.slice(start, start + 6))) {
    const close = text.indexOf('*/', start);
    const end = close < 0 ? -1 : text.indexOf('}}', close);
    if (end >= 0) return end + 2;
  }
  let quote = '';
  for (let at = start + 2; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === '\\' && quote !== '`') at++;
      else if (char === quote || (char === '\n' && quote !== '`')) quote = '';
    } else if (char === '"' || char === '`' || char === "'") quote = char;
    else if (char === '}' && text[at + 1] === '}') return at + 2;
    else if (char === '{' && text[at + 1] === '{') break;
  }
  const feed = text.indexOf('\n', start);
  return feed < 0 ? text.length : feed;
}
