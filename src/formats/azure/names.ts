import type { Value } from '../../facts';
import { asString, type Data, partsOf } from '../../resource';
import { pathFrom } from '../relative-path';

/** What templates of Azure can reach: those of the workspace, by their paths, in whichever language. */
export const SCOPE = 'azure';

/** A template is its file, or one that is nested in it. What it declares is named by it and by its own names. */
export const symbolKey = (template: string, name: string): string => `${template}#${name}`;

/** Names of types mean the same in any case. */
export const typeKey = (template: string, type: string): string => `${template}#${type.toLowerCase()}`;

/** The file that a template stands in. */
export const fileOf = (template: string): string => template.split('!', 1)[0]!;

/** The template that something is declared in, from its key. */
export const templateOf = (key: string): string => key.slice(0, key.indexOf('#'));

/** A path as written in a file of a directory; undefined where it leads out of the workspace or to a registry. */
export const resolvePath = (dir: string, written: string): string | undefined =>
  written.includes(':') ? undefined : pathFrom(dir, written.replaceAll('\\', '/'));

/** The type of the resource at the top: `Microsoft.Storage/storageAccounts` of its containers. */
export const topType = (type: string): string => type.split('/').slice(0, 2).join('/');

/** What tells one name from another before deployment: what is not known of it by its reason. */
export function nameKey(value: Value<Data>): string {
  if (value.state === 'unknown') return `{${value.because}}`;
  const single = asString(value);
  if (single.state === 'known') return single.value.toLowerCase();
  const parts = partsOf(value) ?? [];
  return parts
    .map((part) => {
      if (part.type === 'known') return part.text.toLowerCase();
      return part.type === 'unknown' ? `{${part.because}}` : '';
    })
    .join('');
}
