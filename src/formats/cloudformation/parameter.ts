import type { Opened } from '../../declaration';
import { type Node, nameOf, nodeAt } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import { type Place, REDACTION } from '../../place';
import type { Data } from '../../resource';
import { dataValue, readingOf } from '../data-value';
import { entryAt } from './template';

/** A parameter as it is declared, as far as that decides what it is worth. */
interface Parameter {
  readonly type: string;
  readonly node: Node | undefined;
  /** Why nobody knows its value, whatever is given for it. */
  readonly hidden: string | undefined;
}

function parameterOf(opened: Opened, name: string): Parameter {
  const node = entryAt(opened)?.value;
  const written = nodeAt(node, 'Type');
  const type = written?.type === 'scalar' ? nameOf(written) : '';
  const noEcho = nodeAt(node, 'NoEcho');
  if (noEcho?.type === 'scalar' && String(noEcho.value).toLowerCase() !== 'false')
    return { type, node, hidden: `parameter ${name} is kept from view and given at deployment` };
  const stored = type.startsWith('AWS::SSM::Parameter::Value');
  return { type, node, hidden: stored ? `parameter ${name} is read from Systems Manager` : undefined };
}

const isList = (type: string): boolean => /^(?:CommaDelimitedList$|List<)/.test(type);

/**
 * What a parameter is worth where it is used: its default, which a deployment may replace, or the only value that is
 * allowed. Unknown without one, when it is kept from view (`NoEcho`), and when the default only names where the value
 * is kept.
 */
export function parameterValue(opened: Opened, name: string, use: Place): Value<Data> {
  const { type, node, hidden } = parameterOf(opened, name);
  const allowed = nodeAt(node, 'AllowedValues');
  const only = allowed?.type === 'sequence' && allowed.items.length === 1 ? allowed.items[0] : undefined;
  const value = only ?? nodeAt(node, 'Default');
  if (hidden) return unknownAt(use, hidden);
  if (value?.type !== 'scalar' || value.tag !== undefined)
    return unknownAt(use, `parameter ${name} has no default: it is given at deployment`);

  const reading = readingOf(opened);
  // what is the only one allowed is given by every deployment
  const way: Way = only ? { via: [use] } : { via: [use], byDefault: true };
  if (isList(type)) {
    const at = reading.place(value);
    return { ...knownAt<Data>(listOf(nameOf(value), at, way), at), ...way };
  }
  const single = dataValue(value, reading);
  return single.state === 'known' ? { ...single, ...way } : single;
}

/** What a parameter is worth for which a template around it gives a value. */
export function givenValue(opened: Opened, name: string, value: Value<Data>, use: Place): Value<Data> {
  const { type, hidden } = parameterOf(opened, name);
  if (hidden) return unknownAt(use, hidden);
  if (value.state !== 'known') return value;
  const way: Way = { via: [use, ...(value.via ?? [])], ...(value.byDefault ? { byDefault: true } : {}) };
  const listed = isList(type) && typeof value.value === 'string' ? listOf(value.value, value.at, way) : value.value;
  return { ...value, ...way, value: listed };
}

/** How a value came to where it is used. */
interface Way {
  readonly via: readonly Place[];
  readonly byDefault?: true;
}

/** The entries of a comma-separated text, all at its place. */
function listOf(text: string, at: Place, { byDefault }: Way): readonly Value<Data>[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .map(
      (entry): Value<Data> =>
        entry.includes(REDACTION)
          ? unknownAt(at, 'taken out as a credential')
          : { state: 'known', value: entry, at, ...(byDefault ? { byDefault } : {}) },
    );
}
