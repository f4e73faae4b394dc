/** What handbook and coverage ask of the server, beyond `protocol.ts`: plain data. */

/** Which policies to write about: those of a workspace folder by its uri, of the first one without. */
export interface HandbookParams {
  readonly folder?: string;
  readonly format: 'markdown' | 'html';
}

export interface HandbookResult {
  readonly text: string;
}

export interface CoverageParams {
  readonly folder?: string;
  /** One of `frameworks`; all when left out. */
  readonly framework?: string;
}

export interface CoverageResult {
  /** Every framework that a policy refers to. */
  readonly frameworks: readonly string[];
  readonly markdown: string;
}
