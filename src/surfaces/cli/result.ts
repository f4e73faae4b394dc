import type { Severity } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { Context } from '../context';
import type { TextLines } from '../text-lines';

/** A finding as every output format writes it. */
export interface Scanned {
  readonly finding: Finding;
  /** Relative to the scanned root, `/`-separated. */
  readonly path: string;
  readonly context: Context;
  readonly lines: TextLines;
}

/** Something that could not be read: a file, or a line of a file that users write. */
export interface ScanProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Everything a scan yields, before anybody prints it. */
export interface ScanResult {
  readonly scanned: readonly Scanned[];
  readonly waived: number;
  readonly problems: readonly ScanProblem[];
  readonly failures: readonly { readonly where: string; readonly message: string; readonly path: string }[];
  readonly files: number;
  readonly threshold: Severity;
  readonly seconds: number;
}
