import assert from 'node:assert/strict';
import type { Grant, Value } from '../../../src/facts';
import { terraform } from '../../../src/formats/terraform';
import { iam } from '../../../src/providers/aws/iam';
import { world } from '../../support/lookup';

const word = (value: Value<string>): string => (value.state === 'unknown' ? 'perhaps' : (value.value ?? 'nothing'));

const document = (name: string, body: string) => `data "aws_iam_policy_document" "${name}" {\n${body}}\n`;
const statement = (sid: string, action: string) =>
  `  statement {\n    sid = "${sid}"\n    actions = ["${action}"]\n  }\n`;

/** The statements that a policy grants, `allow s3:*`, in order. */
function granted(files: Readonly<Record<string, string>> | string): readonly string[] {
  const policy = 'resource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy_document.all.json\n}\n';
  const all = typeof files === 'string' ? { 'main.tf': files } : files;
  const resource = world({ ...all, 'policy.tf': policy }, [terraform]).resource('aws_iam_policy.p');
  return [...iam.facts(resource)]
    .filter((fact): fact is Grant => fact.kind === 'grant')
    .map(({ effect, actions }) => {
      const named = actions.state === 'known' ? actions.value.map(word).join(' ') : 'anything';
      return `${word(effect)} ${named}`;
    });
}

const base = document('base', statement('Read', 's3:*') + statement('', 'sqs:*'));

describe('documents of documents', () => {
  it('say what their sources say, before their own statements', () => {
    const all = document(
      'all',
      `  source_policy_documents = [data.aws_iam_policy_document.base.json]\n${statement('Own', 'ec2:*')}`,
    );
    assert.deepEqual(granted(base + all), ['allow s3:*', 'allow sqs:*', 'allow ec2:*']);
  });

  it('put a statement in the place of a source’s with the same id; without an id both stay', () => {
    const own = statement('Read', 's3:GetObject') + statement('', 'sqs:SendMessage');
    const all = document('all', `  source_policy_documents = [data.aws_iam_policy_document.base.json]\n${own}`);
    assert.deepEqual(granted(base + all), ['allow s3:GetObject', 'allow sqs:*', 'allow sqs:SendMessage']);
  });

  it('are overridden in order, also by JSON', () => {
    const json =
      '"{\\"Statement\\": [{\\"Sid\\": \\"Read\\", \\"Effect\\": \\"Deny\\", \\"Action\\": \\"s3:Put*\\"}]}"';
    const all = document(
      'all',
      `  override_policy_documents = [data.aws_iam_policy_document.base.json, ${json}]\n${statement('Read', 's3:Get*')}`,
    );
    assert.deepEqual(granted(base + all), ['deny s3:Put*', 'allow sqs:*']);
  });

  it('leave open what a document that nobody knows may replace', () => {
    const all = (list: string) =>
      document('all', `  override_policy_documents = ${list}\n${statement('Read', 's3:*')}${statement('', 'ec2:*')}`);
    const variable = 'variable "more" {}\nvariable "none" {\n  default = ""\n}\n';
    assert.deepEqual(granted(all('[var.more]') + variable), ['perhaps s3:*', 'allow ec2:*']);
    assert.deepEqual(granted(all('var.more') + variable), ['perhaps s3:*', 'allow ec2:*']);
    assert.deepEqual(granted(all('[var.none]') + variable), ['allow s3:*', 'allow ec2:*']);
  });

  it('come out of modules and are handed into them', () => {
    const files = {
      'm/main.tf': `${base}output "json" {\n  value = data.aws_iam_policy_document.base.json\n}\n`,
      'main.tf': `module "m" {\n  source = "./m"\n}\n${document('all', '  source_policy_documents = [module.m.json]\n')}`,
    };
    assert.deepEqual(granted(files), ['allow s3:*', 'allow sqs:*']);
  });
});
