import type { Workspace } from '../../config/workspace';
import type { Engine } from '../../engine';
import type { ScanWaiver } from '../scan-result';
import type { TextLines } from '../text-lines';
import { aboutWaiver } from '../waiver-words';

/** What was scanned, as far as waivers are concerned. */
interface Ground {
  readonly today: string;
  /** Paths that were asked about. */
  readonly paths: readonly string[];
  /** Whether these are all of the project. */
  readonly whole: boolean;
  outside(path: string): string;
  linesOf(path: string): TextLines;
}

/** The waivers that speak of what was scanned, as they stand. */
export function waiversOf(engine: Engine, { configuration }: Workspace, ground: Ground): readonly ScanWaiver[] {
  const { today, whole } = ground;
  const here = new Set(ground.paths);
  return engine
    .waivers({ today, whole })
    .filter(({ path, findings }) => whole || here.has(path) || findings.some((finding) => here.has(finding.path)))
    .map((status): ScanWaiver => {
      const { line, character } = ground.linesOf(status.path).positionAt(status.waiver.start);
      const message = aboutWaiver(status, configuration, today);
      return { status, path: ground.outside(status.path), line: line + 1, column: character + 1, message };
    });
}

/** Whether somebody has to look at a waiver: it ends soon, has ended, or does not do what it was written for. */
export const wantsALook = ({ status }: ScanWaiver): boolean => status.state !== 'active';
