/** What formats read and the store keeps: sections of files, the declarations in them, and how others are looked up. */

import type { Document } from './document/syntax';
import type { Anchor, Place, Span } from './place';

/** A stretch of a file, credentials already taken out, parsed when somebody asks. */
export interface Section {
  /** Credentials are replaced by `REDACTION`, same length. */
  readonly text: string;
  /** Keys above it; see `Cut.under`. */
  readonly under: readonly string[];
  /** Parsed at most once for each content; spans are relative to `text`. */
  document(): Document;
}

/** What the store keeps of a declaration: enough to find it, never its tree. */
export interface Header extends Span {
  /** What it is to its format: `resource`, `variable`, `local`, `data`, `parameter`, `object`, `job`, `stage`. */
  readonly kind: string;
  /** What others call it: `aws_s3_bucket.orders`, `region`, `apps/Deployment/shop/web`. */
  readonly key: string;
  /** Small plain data that look-ups need without opening it. Compared by value: when it changes, `look` answers have changed. */
  readonly note?: Readonly<Record<string, string | number | boolean>>;
  /** Where others find it, if not in the scope of its file: the call of a module is found by the module that is called. */
  readonly scope?: string;
}

/** A header in its place. Its identity outlives edits elsewhere. */
export interface Declaration {
  readonly kind: string;
  readonly key: string;
  readonly note: Readonly<Record<string, string | number | boolean>>;
  readonly path: string;
  readonly scope: string;
  /** Moves with the text; `Place`s of this declaration hang on it. */
  readonly anchor: Anchor;
}

/** A declaration's text and tree. `span` is where the declaration stands in the section's document. */
export interface Opened {
  readonly declaration: Declaration;
  readonly section: Section;
  readonly span: Span;
}

/** What a file says as a whole, whatever it is, credentials already taken out. */
export interface WholeText {
  readonly text: string;
  /** The start of the file: places in it hang there. */
  readonly anchor: Anchor;
}

/** How formats see other declarations. Every question is recorded with its answer, at the depth it was asked. */
export interface Lookup {
  /** Declarations of a kind in a scope, its own unless one is named: all or those of one key, in order of path and position. */
  look(kind: string, key?: string, scope?: string): readonly Declaration[];
  /** What one says. */
  open(declaration: Declaration): Opened;
  /** Whether a file exists, by root-relative path. */
  has(path: string): boolean;
  /** What a file says, by root-relative path; undefined where none was handed in that is read. Hosts look for such a file (`Engine.wanted`). */
  text(path: string): WholeText | undefined;
}

/** A span of an opened section as a place of its declaration. */
export const placeIn = (opened: Opened, span: Span): Place => ({
  anchor: opened.declaration.anchor,
  start: span.start - opened.span.start,
  end: span.end - opened.span.start,
});
