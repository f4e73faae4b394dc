import { type Action, actionsOf } from '../../document/helm/actions';
import { type Branch, branchesOf } from '../../document/helm/blocks';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Span } from '../../place';
import { type Data, type Part, partsOf } from '../../resource';
import { text } from '../embedded';
import type { Declaration, Header, Lookup, Section } from '../format';
import { evaluate, type Scope, type Sight, truth } from './evaluate';
import { parseExpression } from './expression';

/** Named templates that call each other deeper than this are not followed. */
const DEPTH = 8;

/** The named templates of a file of a chart. Their names are one set for a chart and all its parts. */
export function namedHeaders({ text }: Section): readonly Header[] {
  const branches = text.includes('define') ? branchesOf(actionsOf(text), text.length) : [];
  return branches.flatMap(({ kind, condition, block }) => {
    const name = kind === 'define' && /^(?:"([^"\\]+)"|`([^`]+)`)/.exec(condition ?? '');
    return name ? [{ kind: 'named', key: name[1] ?? name[2]!, start: block.start, end: block.end }] : [];
  });
}

/** What `include "name" dot` gives: the value that it passes on, or the text that it writes. Nothing is run: what is not plain stays unknown. */
export function included(name: string, dot: Scope, sight: Sight, look: Lookup, depth: number): Value<Data> {
  const { at } = sight;
  const unknown = (because: string) => unknownAt<Data>(at, because);
  const found = look.look('named', name);
  if (found.length === 0) return unknown(`no file of the chart says what ${name} is`);
  if (found.length > 1) return unknown(`${name} is said more than once`);
  if (depth >= DEPTH) return unknown(`${name} leads through more named templates than are followed`);
  const body = bodyOf(found[0]!, look);
  const written = new Writer(body, { ...sight, dot, home: dot, variables: new Map() }).write();
  return typeof written === 'string' ? unknown(`${name}: ${written}`) : whole(written, sight);
}

interface Body {
  readonly text: string;
  readonly actions: readonly Action[];
  readonly branches: readonly Branch[];
}

function bodyOf(declaration: Declaration, look: Lookup): Body {
  const { section, span } = look.open(declaration);
  const text = section.text.slice(span.start, span.end);
  const actions = actionsOf(text);
  return { text, actions, branches: branchesOf(actions, text.length) };
}

/** A stretch of text, or what an action writes. */
type Piece = string | Value<Data>;

/** Goes through a body once, in order; stops with the reason where it can't be known what comes. */
class Writer {
  readonly #pieces: Piece[] = [];
  #variables: ReadonlyMap<string, Value<Data>> = new Map();
  #sight: Sight;

  constructor(
    private readonly body: Body,
    sight: Sight,
  ) {
    this.#sight = sight;
  }

  write(): readonly Piece[] | string {
    const define = this.body.branches[0];
    const stopped = define ? this.#stretch(define) : 'it is not closed';
    return stopped ?? this.#pieces;
  }

  /** Writes a stretch; a text says why that is not possible. */
  #stretch({ start, end }: Span): string | undefined {
    const { text, actions } = this.body;
    let at = start;
    for (const action of actions) {
      if (action.start < at || action.end > end) continue;
      this.#text(text.slice(at, action.start), at, action.start);
      at = action.end;
      const block = this.#blockAt(action);
      const stopped = block.length > 0 ? this.#choose(block) : this.#act(action);
      if (stopped !== undefined) return stopped;
      if (block.length > 0) at = block[0]!.block.end;
    }
    this.#text(text.slice(at, end), at, end);
    return undefined;
  }

  /** Text between two actions, without the blanks that their dashes take. */
  #text(piece: string, from: number, to: number): void {
    const { text } = this.body;
    let cut = text.startsWith('-}}', from - 3) ? piece.trimStart() : piece;
    if (text.startsWith('{{-', to)) cut = cut.trimEnd();
    if (cut !== '') this.#pieces.push(cut);
  }

  readonly #blockAt = ({ start }: Span): readonly Branch[] =>
    this.body.branches.filter(({ block }) => block.start === start);

  #act({ kind, body }: Action): string | undefined {
    if (kind === 'comment') return undefined;
    if (kind === 'value') {
      this.#pieces.push(evaluate(parseExpression(body), this.#sight));
      return undefined;
    }
    const [, name, expression] = kind === 'assignment' ? (/^(\$\w+)\s*:?=\s*([\s\S]*)$/.exec(body) ?? []) : [];
    if (name === undefined) return `${body.split(/\s/, 1)[0]} is known only when the chart is installed`;
    const value = evaluate(parseExpression(expression!), this.#sight);
    this.#variables = new Map(this.#variables).set(name, value);
    this.#sight = { ...this.#sight, variables: this.#variables };
    return undefined;
  }

  /** The first branch whose condition holds. */
  #choose(block: readonly Branch[]): string | undefined {
    for (const { kind, condition, start, end } of block) {
      if (kind === 'range') return 'it goes through a list';
      if (condition?.startsWith('$') && condition.includes('=')) return `it hangs on ${condition}`;
      const value = condition === undefined ? undefined : evaluate(parseExpression(condition), this.#sight);
      const is = value ? truth(value) : true;
      if (is === undefined) return `it hangs on ${condition}`;
      if (!is) continue;
      const outer = this.#sight;
      if (kind === 'with' && value) this.#sight = { ...outer, dot: value };
      const stopped = this.#stretch({ start, end });
      // what a variable is given inside of a block may hold behind it
      this.#sight = { ...outer, variables: this.#variables };
      return stopped;
    }
    return undefined;
  }
}

/** The value that a template only passes on, or a text of all that it writes. */
function whole(written: readonly Piece[], { at }: Sight): Value<Data> {
  const pieces = trimmed(written);
  const [only, ...more] = pieces;
  if (only === undefined) return knownAt<Data>('', at);
  if (more.length === 0 && typeof only !== 'string') return only;
  const parts: Part[] = [];
  let byDefault = false;
  for (const piece of pieces) {
    if (typeof piece === 'string') parts.push({ type: 'known', text: piece });
    else if (piece.state === 'unknown') parts.push({ type: 'unknown', because: piece.because });
    else if (piece.state === 'known') {
      const some = typeof piece.value === 'number' || typeof piece.value === 'boolean';
      const own = some ? [{ type: 'known' as const, text: String(piece.value) }] : partsOf(piece);
      if (!own) return unknownAt(at, 'it writes a structure among other text');
      byDefault ||= piece.byDefault === true;
      parts.push(...own);
    }
  }
  return { ...knownAt(text(parts), at), ...(byDefault ? { byDefault: true as const, via: [at] } : {}) };
}

/** Without the blanks around all of it, which are no part of a value. */
function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const blank = (piece: Piece | undefined) => typeof piece === 'string' && piece.trim() === '';
  let from = 0;
  let to = pieces.length;
  while (from < to && blank(pieces[from])) from++;
  while (from < to && blank(pieces[to - 1])) to--;
  return pieces.slice(from, to).map((piece, i, all) => {
    if (typeof piece !== 'string') return piece;
    const left = i === 0 ? piece.replace(/^\s*\n/, '') : piece;
    return i === all.length - 1 ? left.trimEnd() : left;
  });
}
