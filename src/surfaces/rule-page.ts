import { readableExample } from '../rules/example-text';
import type { AnyRule, FormatId } from '../rules/rule';
import { severityWord } from './severity-words';
import { english, type Translate } from './translate';

/** Formats as people call them, and the name that Markdown knows their code by. */
export const TITLES: Readonly<Record<FormatId, readonly [title: string, fence: string]>> = {
  terraform: ['Terraform', 'hcl'],
  cloudformation: ['CloudFormation', 'yaml'],
  serverless: ['Serverless Framework', 'yaml'],
  arm: ['Azure Resource Manager', 'json'],
  bicep: ['Bicep', 'bicep'],
  'iam-policy': ['IAM policy', 'json'],
  kubernetes: ['Kubernetes', 'yaml'],
  dockerfile: ['Dockerfile', 'dockerfile'],
  compose: ['Compose', 'yaml'],
  devcontainer: ['Dev container', 'json'],
  'github-workflow': ['GitHub Actions', 'yaml'],
  'gitlab-ci': ['GitLab CI', 'yaml'],
  'azure-pipelines': ['Azure Pipelines', 'yaml'],
  text: ['Text', 'text'],
};

/** A format as people call it; those that are no product have a name in each language. */
function titleOf(format: FormatId, t: Translate): string {
  if (format === 'iam-policy') return t('IAM policy');
  return format === 'text' ? t('Text') : TITLES[format][0];
}

const block = (fence: string, source: string): string => `\`\`\`${fence}\n${readableExample(source).trim()}\n\`\`\``;

/**
 * A rule as a Markdown page: the same text for the editor (there in its language), SARIF help and the rule reference. `policy` is
 * Markdown, too.
 */
export function rulePage(rule: AnyRule, policy?: string, t: Translate = english): string {
  const examples = Object.entries(rule.examples).flatMap(([format, { bad, good }]) => {
    const [, fence] = TITLES[format as FormatId];
    const pair = [
      ...(bad[0] ? [t('Instead of'), block(fence, bad[0])] : []),
      ...(good[0] ? [t('write'), block(fence, good[0])] : []),
    ];
    return pair.length > 0 ? [`### ${titleOf(format as FormatId, t)}`, ...pair] : [];
  });
  return [
    `# ${rule.title}`,
    [
      `\`${rule.id}\``,
      severityWord(rule.severity, t),
      ...(rule.audience === 'hardening' ? [t('hardening')] : []),
      ...(policy ? [t('serves *{0}*', policy)] : []),
    ].join(' · '),
    `## ${t('Why it matters')}`,
    rule.why.trim(),
    `## ${t('What to do')}`,
    rule.remedy.trim(),
    ...(examples.length > 0 ? [`## ${t('Examples')}`, ...examples] : []),
    `## ${t('References')}`,
    rule.references.map((reference) => `- ${reference}`).join('\n'),
    '',
  ].join('\n\n');
}
