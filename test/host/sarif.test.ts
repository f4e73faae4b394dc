import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from 'sarif';
import * as vscode from 'vscode';
import { BASTION, closeAll, extension, found, open } from './support';

/** What tells results apart, in order. */
const results = (text: string): readonly string[] =>
  (JSON.parse(text) as Log).runs[0]!.results!.map(
    ({ ruleId, locations, partialFingerprints, suppressions }) =>
      `${locations![0]!.physicalLocation!.artifactLocation!.uri} ${ruleId} ${JSON.stringify([partialFingerprints, suppressions])}`,
  ).sort();

describe('Export SARIF…', () => {
  afterEach(closeAll);

  it('writes what the command line says of the folder, of all of it', async () => {
    await found(await open('bastion.tf', BASTION));
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const target = vscode.Uri.joinPath(folder, 'host-test', 'handrail.sarif');
    await vscode.commands.executeCommand('handrail.exportSarif', target);
    assert.equal((await extension().exports.findings()).scanned, 'workspace');
    const written = results(readFileSync(target.fsPath, 'utf8'));
    assert.ok(written.length > 15, `${written.length} results`);
    const cli = path.join(extension().extensionPath, 'dist', 'cli.js');
    const args = [cli, 'scan', '--format', 'sarif'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder.fsPath, encoding: 'utf8' });
    assert.deepEqual(written, results(stdout), stderr);
  });
});
