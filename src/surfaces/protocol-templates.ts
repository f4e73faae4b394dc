/** What inserting a template asks of the server, beyond `protocol.ts`: plain data. */
import type { Range } from './protocol';

/** Where templates are asked for: nowhere, or at a place of an open file. */
export interface TemplatesParams {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
}

/** A secure template in a list. Its words may come from a repository: plain text, never markup. */
export interface TemplateItem {
  /** `terraform/bucket-aws` */
  readonly id: string;
  readonly title: string;
  readonly makes: string;
  /** Its format as people call it. */
  readonly format: string;
  /** Titles of the policies that it serves. */
  readonly policies: readonly string[];
  /** The file of a repository that it comes from; undefined for a built-in one. */
  readonly from: string | undefined;
}

/** Those of the open file's format first. */
export interface TemplatesResult {
  readonly templates: readonly TemplateItem[];
}

export interface TemplateParams extends TemplatesParams {
  readonly id: string;
}

/** A template as text and as a snippet whose only syntax is places to fill in. */
export interface TemplateText {
  /** As a file of its own. */
  readonly text: string;
  readonly snippet: string;
  readonly language: string;
  /** Name of a new file; one with a `/` counts from the workspace folder. */
  readonly file: string;
  /** What to write into the open file, and where; undefined when it has no place for it. */
  readonly here: { readonly range: Range; readonly snippet: string; readonly atCursor: boolean } | undefined;
}
