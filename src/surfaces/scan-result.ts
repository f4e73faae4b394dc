import type { Finding } from '../findings/finding';
import type { WaiverStatus } from '../findings/waiver-status';
import type { Origin } from '../policies';
import type { Context } from './context';
import type { TextLines } from './text-lines';

/** A finding as every output format writes it. */
export interface Scanned {
  readonly finding: Finding;
  /** From the folder that the command was started in, `/`-separated. */
  readonly path: string;
  /** The sentence, arguments in place. */
  readonly message: string;
  readonly context: Context;
  /** The files that its policy's words come from, the one with the last word at the end; paths as `path`. */
  readonly policyFrom: readonly Origin[];
  readonly lines: TextLines;
  /** What its first fix does, where one can be written: plans, states and templates' output are nobody's to edit. */
  readonly fix: string | undefined;
  /** Whether it makes the scan fail. */
  readonly fails: boolean;
}

/** A waiver as every output format writes it. Lines and columns from 1. */
export interface ScanWaiver {
  readonly status: WaiverStatus;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** How it stands and what to do next. */
  readonly message: string;
}

/** Something that could not be read: a file, or a line of a file that users write. Lines and columns from 1. */
export interface ScanProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Everything a scan yields, before anybody prints it. */
export interface ScanResult {
  readonly scanned: readonly Scanned[];
  /** Findings that a waiver keeps quiet. */
  readonly waived: readonly Scanned[];
  /** Every waiver of ours that speaks of what was scanned. */
  readonly waivers: readonly ScanWaiver[];
  readonly problems: readonly ScanProblem[];
  readonly failures: readonly { readonly where: string; readonly message: string; readonly path: string }[];
  /** How many files were read and understood. */
  readonly files: number;
}
