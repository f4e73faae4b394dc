import { headersOf } from './arm/declare';
import { armFile } from './arm/recognise';
import { link } from './azure/link';
import { SCOPE } from './azure/names';
import { writeData } from './data-edit';
import type { Format } from './format';

/** Templates of the Azure Resource Manager in JSON, of every scope, and the files of their parameters. */
export const arm: Format = {
  id: 'arm',
  title: 'Azure Resource Manager',
  syntax: 'json-lists',
  recognises: (path, text) => /\.jsonc?$/i.test(path) && armFile(text) !== undefined,
  scope: () => SCOPE,
  read: headersOf,
  link,
  write: writeData,
};
