import { readableExample } from '../rules/example-text';
import type { AnyRule, FormatId } from '../rules/rule';

const TITLES: Readonly<Record<FormatId, readonly [title: string, fence: string]>> = {
  terraform: ['Terraform', 'hcl'],
  cloudformation: ['CloudFormation', 'yaml'],
  'iam-policy': ['IAM policy', 'json'],
  kubernetes: ['Kubernetes', 'yaml'],
  dockerfile: ['Dockerfile', 'dockerfile'],
  'github-workflow': ['GitHub Actions', 'yaml'],
  text: ['Text', 'text'],
};

const block = (fence: string, source: string): string => `\`\`\`${fence}\n${readableExample(source).trim()}\n\`\`\``;

/** A rule as a Markdown page: the same text for the editor, SARIF help and the rule reference. `policy` is Markdown, too. */
export function rulePage(rule: AnyRule, policy?: string): string {
  const examples = Object.entries(rule.examples).flatMap(([format, { bad, good }]) => {
    const [title, fence] = TITLES[format as FormatId];
    const pair = [
      ...(bad[0] ? [`Instead of`, block(fence, bad[0])] : []),
      ...(good[0] ? [`write`, block(fence, good[0])] : []),
    ];
    return pair.length > 0 ? [`### ${title}`, ...pair] : [];
  });
  return [
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity}${rule.audience === 'hardening' ? ' · hardening' : ''}${policy ? ` · serves *${policy}*` : ''}`,
    '## Why it matters',
    rule.why.trim(),
    '## What to do',
    rule.remedy.trim(),
    ...(examples.length > 0 ? ['## Examples', ...examples] : []),
    '## References',
    rule.references.map((reference) => `- ${reference}`).join('\n'),
    '',
  ].join('\n\n');
}
