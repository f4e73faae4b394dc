// npm run generate: the table of secure templates in README.md, between its markers, from their files.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { between } from './settings-table.mjs';

const FOLDER = 'src/templates/library';
const TITLES = {
  terraform: 'Terraform',
  cloudformation: 'CloudFormation, SAM',
  kubernetes: 'Kubernetes, Kustomize',
  dockerfile: 'Dockerfile',
  'github-workflow': 'GitHub Actions',
  'iam-policy': 'IAM policies',
  bicep: 'Bicep',
  serverless: 'Serverless Framework',
  compose: 'Compose',
  devcontainer: 'Dev containers',
  'gitlab-ci': 'GitLab CI',
  'azure-pipelines': 'Azure Pipelines',
  helm: 'Helm',
};

/** What people type, and what each makes, by format. */
function templatesTable() {
  const formats = fs.readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = Object.keys(TITLES);
  const rows = formats
    .map(({ name }) => name)
    .sort((a, b) => known.indexOf(a) - known.indexOf(b))
    .map((format) => {
      const files = fs.readdirSync(path.join(FOLDER, format)).sort();
      const ids = files.map((file) => `\`${parse(fs.readFileSync(path.join(FOLDER, format, file), 'utf8')).id}\``);
      return `| ${TITLES[format] ?? format} | ${ids.join(', ')} |`;
    });
  return ['| in | `handrail-` and |', '| --- | --- |', ...rows].join('\n');
}

/** The README with the table between its markers. */
export const withTemplates = (readme) => between(readme, '<!-- templates -->', '<!-- /templates -->', templatesTable());

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  fs.writeFileSync('README.md', withTemplates(fs.readFileSync('README.md', 'utf8')));
}
