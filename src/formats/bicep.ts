import { link } from './azure/link';
import { SCOPE } from './azure/names';
import { headersOf } from './bicep/declare';
import { writeBicep } from './bicep/write';
import type { Format } from './format';

/** Bicep, Azure's language of templates, and the files of their parameters. */
export const bicep: Format = {
  id: 'bicep',
  title: 'Bicep',
  syntax: 'bicep',
  recognises: (path) => /\.bicep(?:param)?$/i.test(path),
  scope: () => SCOPE,
  read: headersOf,
  link,
  write: writeBicep,
};
