import { topKeys } from '../document/json/cut';
import type { Document } from '../document/syntax';
import type { Change, FileEdit } from '../facts';
import { spanOf } from '../place';
import { writeData } from './data-edit';
import type { Format } from './format';
import { read } from './serverless/declare';
import { link } from './serverless/link';

const FILE = /(?:^|\/)serverless(?:[.-][\w-]+)?\.(?:ya?ml|json)$/i;

const hasKey = (text: string, key: string): boolean => new RegExp(`^\\uFEFF?["']?${key}["']?[ \\t]*:`, 'm').test(text);

/** Services of the Serverless Framework; what they bring along as `resources` is CloudFormation. */
export const serverless: Format = {
  id: 'serverless',
  title: 'Serverless Framework',
  syntax: 'yaml',
  recognises: (path, text) =>
    FILE.test(path) &&
    !path.toLowerCase().endsWith('.json') &&
    ['service', 'provider'].every((key) => hasKey(text, key)),
  scope: (path) => path,
  read,
  link,
  write,
};

/** The same in JSON. */
export const serverlessJson: Format = {
  ...serverless,
  id: 'serverless-json',
  syntax: 'json',
  recognises(path, text) {
    if (!FILE.test(path) || !path.toLowerCase().endsWith('.json')) return false;
    const keys = topKeys(text).map(({ key }) => key);
    return keys.includes('service') && keys.includes('provider');
  },
};

/** An address of a function is switched on by a word alone; what it asks for needs a mapping in its place. */
function write(change: Change, document: Document, path: string): readonly FileEdit[] {
  if (change.type !== 'replace' || change.value !== 'aws_iam') return writeData(change, document, path);
  const { start, end } = spanOf(change.at);
  const isSwitch = document.text.slice(start, end) === 'true';
  return writeData(isSwitch ? { ...change, value: { authorizer: 'aws_iam' } } : change, document, path);
}
