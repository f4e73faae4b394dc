import { plain } from '../../facts';
import type { SarifResult } from '../protocol-documents';
import { toSarif } from '../sarif';
import type { ScanProblem, ScanResult } from '../scan-result';
import { problemsOf, scannedFrom } from '../scanned';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';

/** What the command line writes for a folder, from what was read of it. English, like all that machines read. */
export function sarifOf(folder: Folder): SarifResult {
  const { english: workspace, hardening } = folder;
  const ground = { workspace, engine: folder.engine, outside: (path: string) => path, linesOf: linesOf(folder) };
  const { findings, failures } = folder.report();
  const scanned = findings
    .filter(({ audience }) => audience === 'everyone' || hardening)
    .map((finding) => scannedFrom(finding, 'never', ground));
  const skipped = folder.tooLarge.map((path): ScanProblem => {
    const state = folder.state(path);
    const because = state && state.state !== 'read' ? plain(state.because) : '';
    return { path, line: 1, column: 1, message: `skipped: ${because}` };
  });
  const result: ScanResult = {
    scanned: scanned.filter(({ finding }) => !finding.waiver?.holds),
    waived: scanned.filter(({ finding }) => finding.waiver?.holds),
    waivers: [],
    problems: [...skipped, ...problemsOf(workspace, ground.outside)],
    failures,
    files: folder.files.count,
  };
  return { text: toSarif(result), findings: scanned.length, whole: folder.files.scanned === 'workspace' };
}
