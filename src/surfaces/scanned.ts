import type { FileProblem } from '../config';
import type { Workspace } from '../config/workspace';
import type { Engine } from '../engine';
import { bySeverity, plain, type Severity } from '../facts';
import type { Finding } from '../findings/finding';
import { contextOf } from './context';
import type { Scanned, ScanProblem } from './scan-result';
import type { TextLines } from './text-lines';
import { unmasked } from './unmasked';

/** What outputs need to know of where findings were read. */
export interface Ground {
  readonly workspace: Workspace;
  readonly engine: Engine;
  /** The path that outputs name. */
  outside(path: string): string;
  linesOf(path: string): TextLines;
}

/** A finding as every output format writes it, always in English. */
export function scannedFrom(
  finding: Finding,
  level: Severity | 'never',
  { workspace, engine, outside, linesOf }: Ground,
): Scanned {
  const context = contextOf(finding, workspace);
  const fix = finding.fix.find((one) => engine.edits(one).length > 0);
  return {
    finding,
    path: outside(finding.path),
    message: unmasked(plain(finding.message)),
    context,
    policyFrom: (context.policy?.layers ?? []).map((layer) =>
      layer.kind === 'built-in' ? layer : { ...layer, path: outside(layer.path) },
    ),
    lines: linesOf(finding.path),
    fix: fix && plain(fix.title),
    fails: level !== 'never' && finding.audience === 'everyone' && bySeverity(finding.severity, level) <= 0,
  };
}

/** What is wrong in a file, and what to write instead. */
export const inWords = ({ message, next }: FileProblem): string => `${plain(message)} ${plain(next)}`;

/** What is wrong in the files that people write for Handrail. */
export const problemsOf = ({ problems }: Workspace, outside: (path: string) => string): readonly ScanProblem[] =>
  problems.map((problem) => ({
    path: outside(problem.path),
    line: problem.line,
    column: problem.column,
    message: inWords(problem),
  }));
