/**
 * A document as plain data, before it is Markdown or HTML. Texts come from repositories: the writers say them as they are
 * and give none of their characters a meaning.
 */

/** A piece of a line. A plain string is just that. */
export type Piece =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** An address outside; it becomes a link only if `opens` says so, and shows where it leads. */
  | { readonly link: string; readonly url: string }
  /** A chapter of the same document, by its id. */
  | { readonly chapter: string; readonly id: string };

export type Line = readonly Piece[];

export type Block =
  /** Levels 1 and 2 are the document's and its chapters' titles. */
  | { readonly kind: 'heading'; readonly level: 3 | 4; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  /** Terms with what they stand for. */
  | { readonly kind: 'terms'; readonly rows: readonly (readonly [term: string, line: Line])[] }
  | {
      readonly kind: 'table';
      /** What the table shows, for those who can't see where it stands. */
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  | { readonly kind: 'code'; readonly label: string; readonly fence: string; readonly text: string };

export interface Chapter {
  /** Letters, digits and hyphens; unique in its document. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface DocumentText {
  readonly title: string;
  readonly intro: readonly Block[];
  readonly chapters: readonly Chapter[];
}

/** Whether an address may become a link. */
export const opens = (url: string): boolean => /^(?:https:\/\/|mailto:)[^\s<>"'`\\]+$/i.test(url);

/** Where a link leads, short enough to be read: the host, or the mail address. */
export const destination = (url: string): string => /^(?:https:\/\/|mailto:)([^/?#]*)/i.exec(url)?.[1] ?? url;

/** Text with its `code` marked, and nothing else: the one piece of Markdown that a lesson may use here. */
export const withCode = (text: string): Line =>
  text.split(/(`[^`\n]+`)/).flatMap((part): Line => {
    if (part === '') return [];
    return /^`[^`]+`$/.test(part) ? [{ code: part.slice(1, -1) }] : [part];
  });

export const paragraph = (...line: readonly Piece[]): Block => ({ kind: 'paragraph', line });
export const heading = (level: 3 | 4, text: string): Block => ({ kind: 'heading', level, text });

/** One paragraph for each stretch between empty lines. */
export const paragraphs = (text: string): readonly Block[] =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraph(...withCode(part.trim())));
