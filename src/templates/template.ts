import type { Span } from '../place';
import type { Origin } from '../policies';

/** A start that is clean: a text with places to fill in, built in or from a repository. */
export interface Template {
  /** Apart from every other template of its format: `bucket-aws`. */
  readonly id: string;
  /** The format's id. */
  readonly format: string;
  readonly title: string;
  /** What it makes, in one sentence. */
  readonly makes: string;
  /** Name of a new file; one with a `/` counts from the root of the workspace folder. */
  readonly file: string;
  /** Ids of the policies that it serves: those that its comments name, then those that it names at its top. */
  readonly policies: readonly string[];
  readonly pieces: readonly Piece[];
  readonly from: Origin;
}

/** What a template's text is made of. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  /** A place to fill in, with what stands there until then. The same number is the same place. */
  | { readonly type: 'stop'; readonly number: number; readonly text: string }
  /** A comment that names the policy that asks for the line: `lead` is the comment's beginning with the blanks before it. */
  | { readonly type: 'policy'; readonly id: string; readonly lead: string };

/** A piece with where it stands in the text that it was read from. */
export type PlacedPiece = Piece & Span;

/** The title of a policy; undefined when there is none of that id. */
export type TitleOf = (policy: string) => string | undefined;

/** `${1:name}` is a place to fill in, a comment that says `policy: id` names a policy, everything else is text. */
const PIECE = /\$\{(\d{1,2}):([^${}\r\n]*)\}|([ \t]*(?:#|\/\/) )policy: ([a-z0-9-]+)(?=[ \t]*$)/gm;

/** Reads a template's text. Nothing in it is ever run: variables, choices and transforms of snippets are text like any other. */
export function piecesOf(body: string): readonly PlacedPiece[] {
  const pieces: PlacedPiece[] = [];
  let done = 0;
  const text = (end: number) => {
    if (end > done) pieces.push({ type: 'text', text: body.slice(done, end), start: done, end });
  };
  for (const match of body.matchAll(PIECE)) {
    const [whole, number, standing, lead, id] = match;
    const span = { start: match.index, end: match.index + whole.length };
    text(span.start);
    if (id === undefined) pieces.push({ type: 'stop', number: Number(number), text: standing ?? '', ...span });
    else pieces.push({ type: 'policy', id, lead: lead ?? '', ...span });
    done = span.end;
  }
  text(body.length);
  return pieces;
}

/** One line that shows all it holds, whatever a title holds: it must not leave its comment. */
const oneLine = (title: string): string => title.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();

function comment({ lead, id }: Extract<Piece, { type: 'policy' }>, titleOf: TitleOf): string {
  const title = titleOf(id);
  return title === undefined ? '' : lead + oneLine(title);
}

/** The text as it is inserted, each place filled in with what stands there. */
export const textOf = ({ pieces }: Pick<Template, 'pieces'>, titleOf: TitleOf): string =>
  pieces.map((piece) => (piece.type === 'policy' ? comment(piece, titleOf) : piece.text)).join('');

/** Characters that mean something in a snippet. */
const plain = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** The text as a snippet of the Language Server Protocol: places to fill in are its only syntax. */
export const snippetOf = ({ pieces }: Pick<Template, 'pieces'>, titleOf: TitleOf): string =>
  pieces
    .map((piece) => {
      if (piece.type === 'policy') return plain(comment(piece, titleOf));
      return piece.type === 'stop' ? `\${${piece.number}:${plain(piece.text)}}` : plain(piece.text);
    })
    .join('');
