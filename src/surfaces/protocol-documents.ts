/** What handbook, coverage and SARIF ask of the server, beyond `protocol.ts`: plain data. */

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

/** The findings of a workspace folder as SARIF: of the first one without its uri. */
export interface SarifParams {
  readonly folder?: string;
}

export interface SarifResult {
  readonly text: string;
  /** How many findings are in it, waived ones included. */
  readonly findings: number;
  /** Whether all of the folder was read. */
  readonly whole: boolean;
}
