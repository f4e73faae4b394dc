import type { Value } from '../facts';
import { absentAt, is, knownAt, unknownAt } from '../facts';
import { asBoolean, asList, asString, type Resource } from '../resource';
import type { Provider } from './provider';
import { setting } from './ways-in';

/** How a format spells on and off where it is not a boolean. */
export interface Spelling {
  readonly true: string | boolean;
  readonly false: string | boolean;
}

/** An attribute that is a security switch. */
export interface Switch {
  /** Resource type in its format. */
  readonly type: string;
  readonly path: readonly string[];
  /** Name of the `setting` fact. */
  readonly setting: string;
  readonly spelled?: Spelling;
  /** What holds when nothing is written. Left out where account, organisation, version or image decide. */
  readonly otherwise?: boolean;
  /** Other attributes that turn it off, each by a word, or without one by whatever it holds. */
  readonly offBy?: readonly (readonly [path: readonly string[], word?: string])[];
  /** Where something is written there, that row speaks for the resource and this one is silent. */
  readonly unless?: readonly string[];
  /** The documentation page that says so. */
  readonly source: string;
}

/** An attribute as on or off, with the slot that a fix writes to. */
export function switched(
  resource: Resource,
  path: readonly string[],
  spelled?: Spelling,
  otherwise?: boolean,
): Value<boolean> {
  const slot = resource.slot(...path);
  const data = resource.get(...path);
  if (!spelled) {
    const plain = asBoolean(data);
    if (plain.state === 'unknown') return plain;
    return plain.state === 'absent' ? absentAt(plain.at, otherwise, slot) : { ...plain, slot };
  }
  const spelling = { ...slot, spelled: { true: spelled.true, false: spelled.false } };
  const written = asString(data);
  if (written.state === 'unknown') return written;
  if (written.state === 'absent') return absentAt(written.at, otherwise, spelling);
  const word = written.value.toLowerCase();
  if (word === String(spelled.true).toLowerCase()) return { ...written, value: true, slot: spelling };
  if (word === String(spelled.false).toLowerCase()) return { ...written, value: false, slot: spelling };
  return unknownAt(written.at, 'a value that is neither on nor off');
}

/** What another attribute makes of a switch: off, unknown where it may turn it off, undefined where it says nothing. */
function turnedOff(resource: Resource, [path, word]: NonNullable<Switch['offBy']>[number]): Value<boolean> | undefined {
  const data = resource.get(...path);
  if (data.state !== 'known') return data.state === 'unknown' ? data : undefined;
  const holds = is(asList(data), (entries) => entries.length > 0) === 'yes' && data.value !== '';
  const isOff = word === undefined ? holds : is(asString(data), (said) => said.toLowerCase() === word) === 'yes';
  return isOff ? knownAt(false, data.at) : undefined;
}

/** What a row says of a resource. */
function settingOf(resource: Resource, { path, spelled, otherwise, offBy = [] }: Switch): Value<boolean> {
  const own = switched(resource, path, spelled, otherwise);
  const off = offBy.flatMap((way) => turnedOff(resource, way) ?? []);
  return off.find(({ state }) => state === 'known') ?? off[0] ?? own;
}

/** A provider made of nothing but switches: one row for each type and attribute. */
export function switches(id: string, rows: readonly Switch[]): Provider {
  return {
    id,
    types: [...new Set(rows.map((row) => row.type))],
    *facts(resource) {
      for (const row of rows) {
        if (row.type !== resource.type) continue;
        if (row.unless && resource.get(...row.unless).state !== 'absent') continue;
        yield setting(resource, row.setting, settingOf(resource, row));
      }
    },
  };
}
