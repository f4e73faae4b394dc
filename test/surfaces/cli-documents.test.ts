import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LIBRARY } from '../../src/config/library';
import { handrail, newFolder, writeFiles } from '../support/cli';

const DOORS = 'version: 1\nextends: doors-are-few-and-guarded\nowner:\n  team: Gatekeepers\n';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder('documents');
  writeFiles(folder, files);
  return folder;
}

describe('handrail coverage', () => {
  const folder = folderWith({
    '.handrail/policies/doors.yaml': `${DOORS}references:\n  - { framework: House rules, control: H-10 }\n  - { framework: House rules, control: H-9, title: Doors }\n`,
  });

  it('prints for people: controls in order, the policies, the rules, and what it is not', () => {
    const { stdout, stderr, status } = handrail(folder, ['coverage', '--framework', 'house']);
    assert.equal(
      stdout.slice(0, stdout.indexOf('\n\n')),
      [
        ' House rules',
        '  H-9   Doors',
        '        policies: Doors are few and guarded',
        '        rules: open-admin-port, open-all-ports, open-port, serial-console-open',
        '  H-10',
        '        policies: Doors are few and guarded',
        '        rules: open-admin-port, open-all-ports, open-port, serial-console-open',
      ].join('\n'),
    );
    assert.match(stdout, /This is no proof of compliance/);
    assert.deepEqual([stderr, status], ['', 0]);
  });

  it('prints JSON, and Markdown into a file', () => {
    const json = JSON.parse(handrail(folder, ['coverage', '--format', 'json']).stdout);
    const names: string[] = json.frameworks.map(({ framework }: { framework: string }) => framework);
    assert.ok(names.includes('House rules') && names.includes('NIST SP 800-53 Rev. 5'));
    assert.match(json.meaning, /no proof of compliance/);
    const ran = handrail(folder, ['coverage', '--format', 'markdown', '--output', 'coverage.md']);
    assert.deepEqual(ran, { status: 0, stdout: '', stderr: '' });
    assert.match(readFileSync(path.join(folder, 'coverage.md'), 'utf8'), /^# Framework coverage\n/);
  });

  it('ends with 2 and the names that there are when it knows no such framework', () => {
    const { status, stderr, stdout } = handrail(folder, ['coverage', '--framework', 'HIPAA']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(
      stderr,
      /^handrail: no policy refers to HIPAA: choose CCCS Medium, .*House rules.*\nSee handrail help coverage\.\n$/,
    );
  });
});

describe('handrail handbook', () => {
  it('writes the policies of the workspace around the folder, Markdown unless told otherwise', () => {
    const folder = folderWith({ '.handrail/policies/doors.yaml': DOORS, 'infra/main.tf': '' });
    const { stdout, stderr, status } = handrail(folder, ['handbook', 'infra']);
    assert.match(stdout, /^\| \[Doors are few and guarded\]\(#policy-doors-are-few-and-guarded\) \| Gatekeepers \|/m);
    assert.equal(stdout.match(/^## /gm)?.length, Object.keys(LIBRARY).length + 1, 'chapters and contents');
    assert.deepEqual([stderr, status], ['', 0]);
  });

  it('writes what holds in the folder that is named, where folders differ', () => {
    const folder = folderWith({
      '.handrail/policies/doors.yaml': DOORS,
      'pay/.handrail/policies/doors.yaml': DOORS.replace('Gatekeepers', 'Payments'),
    });
    const owner = (...args: string[]) =>
      /Doors are few and guarded\]\([^)]*\) \| (\w+) \|/.exec(handrail(folder, ['handbook', ...args]).stdout)?.[1];
    assert.deepEqual([owner(), owner('pay')], ['Gatekeepers', 'Payments']);
  });

  it('writes one HTML page into a file', () => {
    const folder = folderWith({});
    const ran = handrail(folder, ['handbook', '--format', 'html', '--output', 'handbook.html']);
    assert.deepEqual(ran, { status: 0, stdout: '', stderr: '' });
    assert.match(readFileSync(path.join(folder, 'handbook.html'), 'utf8'), /^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  it('tells what it could not read of the workspace, and writes the rest', () => {
    const folder = folderWith({
      '.handrail/policies/doors.yaml': DOORS,
      '.handrail/policies/broken.yaml': 'version: 1\nextends: dors\n',
    });
    const { stdout, stderr, status } = handrail(folder, ['handbook']);
    assert.match(stderr, /^\.handrail\/policies\/broken\.yaml:2:10: No policy is called this\. /);
    assert.match(stdout, /Gatekeepers/);
    assert.equal(status, 0);
  });

  it('ends with 2 and a sentence when it cannot do what it is asked', () => {
    const folder = folderWith({});
    for (const args of [['nope'], ['--format', 'pdf'], ['.', '.'], ['--bogus']]) {
      const { status, stderr, stdout } = handrail(folder, ['handbook', ...args]);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^handrail: .+/);
    }
    assert.match(handrail(folder, ['handbook', '--format', 'pdf']).stderr, /\nSee handrail help handbook\.\n$/);
  });
});
