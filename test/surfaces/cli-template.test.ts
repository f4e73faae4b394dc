import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { handrail, newFolder, writeFiles } from '../support/cli';

const OWN = `version: 1
id: gate
format: terraform
title: Gate
makes: A gate as we build it.
body: |
  resource "gate" "\${1:main}" {
    shut = true # policy: doors-are-few-and-guarded
  }
`;
const DOORS = 'version: 1\nextends: doors-are-few-and-guarded\ntitle: Our doors are shut\n';
const TEMPLATE = '.handrail/templates/gate.yaml';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder('template');
  writeFiles(folder, files);
  return folder;
}

describe('handrail template', () => {
  it('lists what there is, by format, with those of the workspace', () => {
    const { stdout, stderr, status } = handrail(folderWith({ [TEMPLATE]: OWN }), ['template', 'list']);
    assert.deepEqual([stderr, status], ['', 0]);
    const headings = stdout.split('\n').filter((line) => /^\S/.test(line));
    assert.deepEqual(headings, [
      'Terraform',
      'CloudFormation',
      'Kubernetes',
      'Dockerfile',
      'GitHub Actions',
      'IAM policy',
      'Bicep',
      'Serverless Framework',
      'Compose',
      'Dev container',
      'GitLab CI',
      'Azure Pipelines',
      'Helm',
    ]);
    assert.match(stdout, /^ {2}terraform\/bucket-aws +A private S3 bucket/m);
    assert.match(stdout, /^ {2}terraform\/gate +A gate as we build it\. \(\.handrail\/templates\/gate\.yaml\)$/m);
  });

  it('shows one with the titles of this workspace, also from a folder below', () => {
    const folder = folderWith({ [TEMPLATE]: OWN, '.handrail/policies/doors.yaml': DOORS, 'infra/main.tf': '' });
    const shown = 'resource "gate" "main" {\n  shut = true # Our doors are shut\n}\n';
    for (const cwd of [folder, path.join(folder, 'infra')]) {
      const { stdout, stderr, status } = handrail(cwd, ['template', 'show', 'terraform/gate']);
      assert.deepEqual([stdout, stderr, status], [shown, '', 0]);
    }
  });

  it('writes one into a file, and leaves a file that exists alone', () => {
    const folder = folderWith({ 'there.tf': 'mine\n' });
    const into = (file: string) => handrail(folder, ['template', 'show', 'kubernetes/job', '--output', file]);
    assert.deepEqual(into('job.yaml'), { status: 0, stdout: '', stderr: '' });
    assert.match(readFileSync(path.join(folder, 'job.yaml'), 'utf8'), /^apiVersion: batch\/v1\nkind: Job\n/);
    const { status, stderr } = into('there.tf');
    assert.deepEqual(
      [status, stderr],
      [2, 'handrail: there.tf exists already and was left alone: name another file\n'],
    );
    assert.equal(readFileSync(path.join(folder, 'there.tf'), 'utf8'), 'mine\n');
  });

  it('says what to do about a wrong id, a wrong word and a broken template', () => {
    const folder = folderWith({ [TEMPLATE]: OWN.replace('makes', 'make') });
    const told = (...args: string[]) => handrail(folder, ['template', ...args]);
    const { status, stderr } = told('show', 'bucket');
    assert.equal(status, 2);
    assert.match(stderr, /there is no template bucket: choose terraform\/bucket-aws, .*cloudformation\/bucket\n$/);
    assert.match(stderr, /^\.handrail\/templates\/gate\.yaml:1:1: `makes` is missing\. Add `makes:`/);
    assert.match(told('show', 'nothing').stderr, /there is no template nothing: see handrail template list\n$/);
    for (const args of [[], ['show'], ['list', 'x'], ['make', 'x'], ['show', 'a', 'b'], ['list', '--output', 'x']]) {
      const wrong = told(...args);
      assert.equal(wrong.status, 2, args.join(' '));
      assert.match(
        wrong.stderr,
        /^handrail: template takes list, or show and the id of one template\nSee handrail help template\.\n$/,
      );
    }
    assert.ok(!existsSync(path.join(folder, 'x')));
  });

  it('prints no template that holds a credential', () => {
    const secret = ['sk', 'live', 'q7TbXw2LmRzV9cKdPfHs4NyE'].join('_');
    const folder = folderWith({ [TEMPLATE]: OWN.replace('true', `"${secret}"`) });
    const { status, stdout, stderr } = handrail(folder, ['template', 'show', 'terraform/gate']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /gate\.yaml:8:\d+: Not offered: a credential stands in this template\./);
    assert.ok(!stderr.includes(secret));
  });
});
