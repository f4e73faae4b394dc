import type { Opened } from '../../declaration';
import { nameOf, nodeAt, type Scalar } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import { type Place, REDACTION } from '../../place';
import type { Data } from '../../resource';
import { dataValue, readingOf } from '../data-value';
import { entryAt } from './template';

/**
 * What a parameter is worth where it is used: its default, which a deployment may replace, or the only value that is allowed. Unknown without one, when
 * it is kept from view (`NoEcho`), and when the default only names where the value is kept.
 */
export function parameterValue(opened: Opened, name: string, use: Place): Value<Data> {
  const parameter = entryAt(opened)?.value;
  const type = nodeAt(parameter, 'Type');
  const typeName = type?.type === 'scalar' ? nameOf(type) : '';
  const noEcho = nodeAt(parameter, 'NoEcho');
  const allowed = nodeAt(parameter, 'AllowedValues');
  const only = allowed?.type === 'sequence' && allowed.items.length === 1 ? allowed.items[0] : undefined;
  const value = only ?? nodeAt(parameter, 'Default');
  const unknown = (because: string) => unknownAt<Data>(use, because);
  if (noEcho?.type === 'scalar' && String(noEcho.value).toLowerCase() !== 'false') {
    return unknown(`parameter ${name} is kept from view and given at deployment`);
  }
  if (typeName.startsWith('AWS::SSM::Parameter::Value'))
    return unknown(`parameter ${name} is read from Systems Manager`);
  if (value?.type !== 'scalar' || value.tag !== undefined)
    return unknown(`parameter ${name} has no default: it is given at deployment`);

  const reading = readingOf(opened);
  // what is the only one allowed is given by every deployment
  const way = only ? { via: [use] } : ({ via: [use], byDefault: true } as const);
  if (/^(?:CommaDelimitedList$|List<)/.test(typeName)) {
    const at = reading.place(value);
    return { ...knownAt<Data>(listOf(value, at, way), at), ...way };
  }
  const single = dataValue(value, reading);
  return single.state === 'known' ? { ...single, ...way } : single;
}

/** The entries of a comma-separated default, all at its place. */
function listOf(value: Scalar, at: Place, { byDefault }: { readonly byDefault?: true }): readonly Value<Data>[] {
  return nameOf(value)
    .split(',')
    .map((entry) => entry.trim())
    .map(
      (entry): Value<Data> =>
        entry.includes(REDACTION)
          ? unknownAt(at, 'taken out as a credential')
          : { state: 'known', value: entry, at, ...(byDefault ? { byDefault } : {}) },
    );
}
