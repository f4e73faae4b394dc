import type { Problem, Span } from '../place';
import type { BicepDocument } from './bicep/tree';
import type { DataDocument } from './data';
import type { DockerDocument } from './dockerfile/tree';
import type { HclDocument } from './hcl/tree';
import type { LineDocument } from './lines/tree';

export type SyntaxId = 'hcl' | 'yaml' | 'helm' | 'json' | 'json-lists' | 'dockerfile' | 'lines' | 'template' | 'bicep';

/** A parsed text: a tree with spans relative to the parsed text, and what could not be read. Discriminated by `syntax`. */
export type Document = HclDocument | DataDocument | DockerDocument | LineDocument | BicepDocument;

/** A stretch of a file that parses by itself. Sections cover the whole text, in order, without gaps. */
export interface Cut extends Span {
  /** Keys above the section when it is one child of a mapping, outermost first: `['Resources']`; with its index when it is one of a list: `['Statement', '3']`. Empty otherwise. */
  readonly under: readonly string[];
  /** What `parse` makes of the section's text, from a syntax that knows it from cutting. */
  readonly document?: () => Document;
}

/** A single value in a text, for the secrets stage: the raw, undecoded source of the value stands at its span. */
export interface ScalarSite extends Span {
  /** Names above it: `resource.aws_db_instance.main.password`, `data.password`, `ENV.STRIPE_KEY`. */
  readonly keyPath: readonly string[];
  /** Decoded value. Interpolations stand as `${…}` in it. */
  readonly value: string;
  /** Whether the value is a literal: no interpolation, reference, call or intrinsic. */
  readonly literal: boolean;
}

/** One syntax. Knows characters, no cloud. Never throws, never hangs, never leaves the text. */
export interface Syntax {
  readonly id: SyntaxId;
  /** Cuts a text into sections. A pure function of the text, and much cheaper than a parse where that matters. */
  cut(text: string): readonly Cut[];
  /** Parses a section's text (or a whole file's). */
  parse(text: string): Document;
  /** The values of a document in source order. */
  scalars(document: Document): Iterable<ScalarSite>;
  /**
   * The construct that begins on the line of `offset` (block, mapping entry, instruction, job), for waivers that stand
   * alone above it; undefined when none begins there. Relative to the parsed text.
   */
  constructAt(document: Document, offset: number): Span | undefined;
  /** Whether one part of this text can change what another part means (YAML anchors); false when left out. */
  entangled?(text: string): boolean;
  /** Markers that begin a comment, such as `#` and `//`; empty for JSON. */
  readonly comments: readonly string[];
}

export type { Problem };
