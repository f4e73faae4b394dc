import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';

/** The texts that findings of one rule underline, with « and » where they stand in the file. */
function marked(path: string, text: string, rule = 'wildcard-grant'): string {
  const engine = createEngine();
  engine.update(path, text);
  const found = engine.report({ today: '2026-05-20' }).findings.filter((one) => one.rule === rule);
  return [...found]
    .reverse()
    .reduce(
      (shown, { span }) =>
        `${shown.slice(0, span.start)}«${shown.slice(span.start, span.end)}»${shown.slice(span.end)}`,
      text,
    );
}

const CLOUDFORMATION = (document: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${document}\n`;
const STATEMENT = '"Effect": "Allow", "Resource": "*", "Action":';

/** Documents in another language than their file, with what is underlined. */
const MARKED: Readonly<Record<string, readonly [path: string, marked: string]>> = {
  'a heredoc': [
    'main.tf',
    `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{"Statement": [{${STATEMENT} [«"s3:*"»]}]}\nEOF\n}\n`,
  ],
  'an indented heredoc': [
    'main.tf',
    `resource "aws_iam_policy" "p" {\n  policy = <<-EOF\n    {\n      "Statement": [\n        {${STATEMENT}\n          «"s3:*"»}\n      ]\n    }\n  EOF\n}\n`,
  ],
  'a heredoc with an insertion before it': [
    'main.tf',
    `variable "v" {}\nresource "aws_iam_policy" "p" {\n  policy = <<-EOF\n    {"Statement": [{"Sid": "$\${a}\${var.v}", ${STATEMENT} «"s3:*"»}]}\n  EOF\n}\n`,
  ],
  'a quoted text with escapes': [
    'main.tf',
    `resource "aws_iam_policy" "p" {\n  policy = "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Resource\\": \\"*\\", \\"Action\\": «\\"s3:*\\"»}]}"\n}\n`,
  ],
  jsonencode: [
    'main.tf',
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Resource = "*", Action = «"s3:*"» }] })\n}\n`,
  ],
  'a block scalar': ['t.yaml', CLOUDFORMATION(`|\n        {"Statement": [{\n          ${STATEMENT} «"s3:*"»}]}`)],
  'a folded scalar': [
    't.yaml',
    CLOUDFORMATION(`>-\n        {"Statement": [{\n        ${STATEMENT}\n        «"s3:*"»}]}`),
  ],
  'a quoted scalar': ['t.yaml', CLOUDFORMATION(`'{"Statement": [{${STATEMENT} «"s3:*"»}]}'`)],
  'a text with JSON in JSON': [
    't.json',
    `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Resource\\": \\"\\u002a\\", \\"Action\\": «\\"s3:*\\"»}]}"}}}}\n`,
  ],
};

describe('policies that stand in another language than their file', () => {
  for (const [what, [path, text]] of Object.entries(MARKED)) {
    it(`are underlined exactly in ${what}`, () => {
      assert.equal(marked(path, text.replace(/[«»]/g, '')), text);
    });
  }

  it('are plain texts where no tool reads them as policies', () => {
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  policy.json: |\n    {"Statement": [{${STATEMENT} "s3:*"}]}\n`;
    assert.equal(marked('cm.yaml', config), config);
  });
});
