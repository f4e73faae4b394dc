// npm run test:desktop: the extension host's tests in a desktop VS Code: $VSCODE_BIN, or one that is downloaded.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { packageExtension } from './support/package.mjs';
import { copySample } from './support/sample.mjs';
import { bundleTier } from './support/tier.mjs';

const root = path.dirname(import.meta.dirname);
process.chdir(root);
packageExtension(); // the bundles in dist/ are what the package holds
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'handrail-desktop-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const sample = path.join(folder, 'shop');
copySample(sample);
const extensionTestsPath = await bundleTier('host', { platform: 'node', packages: 'external' });
await runTests({
  vscodeExecutablePath: process.env.VSCODE_BIN,
  extensionDevelopmentPath: root,
  extensionTestsPath,
  launchArgs: [sample, '--disable-extensions'],
});
