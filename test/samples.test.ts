import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadWorkspace } from '../src/config';
import { createEngine, type Engine } from '../src/engine';
import { plain } from '../src/facts';
import type { Finding } from '../src/findings/finding';
import { formats } from '../src/formats/index';
import { rules } from '../src/rules/index';
import { textLines } from '../src/surfaces/text-lines';
import { walk } from '../src/surfaces/walk';
import { newFolder } from './support/cli';
import { assertGolden } from './support/golden';
import { copySample } from './support/sample.mjs';

const TODAY = '2026-11-24';

/** The sample as the engine sees it, with the shop's own configuration. */
function scanSample(): { engine: Engine; workspace: ReturnType<typeof loadWorkspace>; findings: readonly Finding[] } {
  const folder = newFolder('sample');
  copySample(folder, undefined, TODAY);
  const files = [...walk(folder, { gitignore: true })].map((name) => ({
    path: name,
    text: readFileSync(path.join(folder, name), 'utf8'),
  }));
  const workspace = loadWorkspace(files, { rules });
  const engine = createEngine();
  engine.configure({ configuration: workspace.configuration });
  for (const file of files) engine.update(file.path, file.text);
  const report = engine.report({ today: TODAY });
  assert.deepEqual(report.failures, []);
  return { engine, workspace, findings: report.findings.filter(({ audience }) => audience === 'everyone') };
}

describe('samples/shop', () => {
  const { engine, workspace, findings } = scanSample();
  const open = findings.filter(({ waiver }) => !waiver?.holds);

  it('has exactly the findings of the reviewed list', () => {
    const list = open.map(({ path: file, span, rule }) => {
      const lines = textLines(engine.quote(file) ?? '');
      const { line } = lines.positionAt(span.start);
      const code = lines
        .line(line)
        .trim()
        .replace(/\ue000+/g, '•••');
      return `${`${file}:${line + 1}`.padEnd(36)} ${rule.padEnd(24)} ${code}`;
    });
    assertGolden('shop.txt', `${list.join('\n')}\n`);
  });

  it('shows at least fifteen rules', () => {
    const shown = new Set(open.map(({ rule }) => rule));
    assert.ok(shown.size >= 15, [...shown].join(', '));
  });

  it('has a finding in every format', () => {
    const titles = open.map(({ path: file }) => {
      const state = engine.state(file);
      return state?.state === 'read' ? plain(state.format) : file;
    });
    // the same as `.tf`; and a state file is nothing that a repository keeps
    const others = ['terraform-json', 'terraform-state'];
    for (const { title } of formats.filter(({ id }) => !others.includes(id))) {
      assert.ok(titles.includes(title), `nothing in ${title}: ${[...new Set(titles)].join(', ')}`);
    }
  });

  it('has a waiver that holds, and one that has ended', () => {
    const waivers = engine.waivers({ today: TODAY, whole: true });
    assert.deepEqual(
      waivers.map(({ findings: [one], state }) => `${one?.path} ${one?.rule} ${state}`),
      ['infra/network.tf open-admin-port active', 'iam/support.json wildcard-resource expired'],
    );
  });

  it('names an owner for every finding, and nothing in its own files is wrong', () => {
    assert.deepEqual(workspace.problems, []);
    for (const { path: file } of open) assert.ok(workspace.codeowners(file).length > 0, file);
  });
});
