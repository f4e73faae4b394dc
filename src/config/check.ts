import { addDays } from '../findings/day';
import type { Validator } from './generated/validators';
import { config, policy, type SchemaError, waivers } from './generated/validators';
import { nearest } from './nearest';
import { SCHEMAS, type Schema, schemaAt } from './schema';
import { type Fault, pointer, stepsOf, type UserFile } from './user-file';

export type FileKind = 'config' | 'policy' | 'waivers';

const VALIDATORS: Readonly<Record<FileKind, Validator>> = { config, policy, waivers };

/** How often what does not fit is taken out and the rest looked at again. */
const ROUNDS = 6;
const MOST_FAULTS = 100;
const LONGEST_NAME = 60;

/** What brings a file of version n to version n + 1, by n - 1. None yet: the first version is the newest. */
const MIGRATIONS: readonly ((data: Fields) => Fields)[] = [];
const NEWEST = MIGRATIONS.length + 1;

export interface Fields {
  [key: string]: unknown;
}

const isFields = (data: unknown): data is Fields => typeof data === 'object' && data !== null && !Array.isArray(data);

/**
 * Holds a file against its schema. What does not fit is reported and taken out; `data` is the rest, or undefined when
 * nothing usable is left.
 */
export function checkFile(file: UserFile, kind: FileKind): { data: Fields | undefined; faults: readonly Fault[] } {
  const nothing = (message: string, next: string) => ({
    data: undefined,
    faults: [{ ...file.at(''), message, next }, ...file.faults],
  });
  if (file.data === undefined || file.data === null) {
    return file.faults.length > 0
      ? { data: undefined, faults: file.faults }
      : nothing('This file is empty.', 'Write `version: 1` and what you want to say.');
  }
  if (!isFields(file.data)) return nothing('This file holds no keys.', 'Begin with `version: 1`.');
  const version = file.data.version;
  if (typeof version === 'number' && version > NEWEST) {
    const message = `This file is of version ${version}; this Handrail reads up to version ${NEWEST}.`;
    const fault = { ...file.at('/version'), message, next: 'Update Handrail, or write the file in the older version.' };
    return { data: undefined, faults: [fault, ...file.faults] };
  }
  const data = migrated(structuredCopy(file.data) as Fields);
  const found = remainder(data, file, kind);
  return { data: found.usable ? data : undefined, faults: [...file.faults, ...found.faults] };
}

function migrated(data: Fields): Fields {
  const from =
    typeof data.version === 'number' && Number.isInteger(data.version) && data.version > 0 ? data.version : NEWEST;
  return MIGRATIONS.slice(from - 1).reduce((older, migrate) => migrate(older), data);
}

/** A copy to take things out of; own keys only, whatever they are called. */
function structuredCopy(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(structuredCopy);
  if (!isFields(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, structuredCopy(value)]));
}

function remainder(data: Fields, file: UserFile, kind: FileKind): { usable: boolean; faults: readonly Fault[] } {
  const faults = new Map<string, Fault>();
  const validate = VALIDATORS[kind];
  // list entries move up when one before them is taken out, so they are emptied first and dropped at the end
  const emptied: unknown[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (validate(data)) {
      drop(emptied);
      return { usable: true, faults: [...faults.values()] };
    }
    const errors = (validate.errors ?? []).filter((e) => e.keyword !== 'if' && e.propertyName === undefined);
    for (const error of errors) {
      const where = placeOf(error);
      // of several errors about one value the one that names the choices says most
      if (faults.size < MOST_FAULTS && (!faults.has(where) || error.keyword === 'enum')) {
        faults.set(where, explain(error, where, file, SCHEMAS[kind]));
      }
      const culprit = error.keyword === 'required' ? error.instancePath : where;
      if (culprit === '') return { usable: false, faults: [...faults.values()] };
      takeOut(data, stepsOf(culprit), emptied);
    }
    drop(emptied);
  }
  return { usable: false, faults: [...faults.values()] };
}

const GONE = Symbol('gone');

function takeOut(data: unknown, steps: readonly string[], emptied: unknown[][]): void {
  let holder = data;
  for (const step of steps.slice(0, -1)) holder = (holder as Fields | undefined)?.[step];
  const last = steps[steps.length - 1]!;
  if (Array.isArray(holder)) {
    holder[Number(last)] = GONE;
    emptied.push(holder);
  } else if (isFields(holder)) delete holder[last];
}

function drop(emptied: unknown[][]): void {
  for (const list of emptied.splice(0)) list.splice(0, list.length, ...list.filter((entry) => entry !== GONE));
}

/** The pointer of what does not fit: the key that nobody knows, else the value. */
function placeOf({ keyword, instancePath, params }: SchemaError): string {
  if (keyword === 'additionalProperties') return instancePath + pointer(String(params.additionalProperty));
  if (keyword === 'propertyNames') return instancePath + pointer(String(params.propertyName));
  if (keyword === 'required') return instancePath + pointer(String(params.missingProperty));
  return instancePath;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list, each entry on a line of its own after `- `',
  object: 'keys with values, indented below it',
  integer: 'a whole number',
};

const list = (words: readonly (string | number)[]): string => words.map((word) => `\`${word}\``).join(', ');

/** An error of the validator in words. Values are never quoted: a secret may have been pasted there. */
function explain(error: SchemaError, where: string, file: UserFile, root: Schema): Fault {
  const steps = stepsOf(where);
  const name =
    [...steps]
      .reverse()
      .find((step) => !/^\d+$/.test(step))
      ?.slice(0, LONGEST_NAME) ?? 'this file';
  const schema = schemaAt(root, steps);
  const described = schema?.description ?? 'See the keys that completion offers.';
  const expects = schema?.expects ?? TYPES[schema?.type ?? ''] ?? 'something else';
  switch (error.keyword) {
    case 'additionalProperties': {
      const keys = Object.keys(schemaAt(root, stepsOf(error.instancePath))?.properties ?? {});
      const near = nearest(name, keys);
      const next = near ? `Write \`${near}\`.` : `Keys here: ${list(keys)}.`;
      return { ...file.keyAt(where), message: `\`${name}\` is no key here.`, next };
    }
    case 'required':
      return {
        ...file.keyAt(error.instancePath),
        message: `\`${name}\` is missing.`,
        next: name === 'version' ? 'Write `version: 1` at the top.' : `Add \`${name}:\` ${described}`,
      };
    case 'enum': {
      const words = schema?.enum ?? [];
      const written = file.entries.get(where);
      const near = typeof written === 'string' ? nearest(written, words.map(String)) : undefined;
      const next = near ? `Write \`${near}\`.` : `Write one of ${list(words)}.`;
      return { ...file.at(where), message: `\`${name}\` can't be this.`, next };
    }
    case 'propertyNames':
      return {
        ...file.keyAt(where),
        message: 'This name holds other characters than a name can.',
        next: 'Write lower-case letters, digits and hyphens.',
      };
    case 'type':
    case 'pattern':
      return { ...file.at(where), message: `\`${name}\` takes ${expects}.`, next: described };
    case 'minProperties':
      return {
        ...file.at(where),
        message: `\`${name}\` says nothing yet.`,
        next: `Add one of ${list(Object.keys(schema?.properties ?? {}))}.`,
      };
    default:
      return {
        ...file.at(where),
        message: `\`${name}\` is longer, larger or smaller than can be read.`,
        next: described,
      };
  }
}

/** Days in a file that no calendar has. */
export function impossibleDays(file: UserFile): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [where, data] of file.entries) {
    if (typeof data !== 'string' || !/\/(on|next|until|expires)$/.test(where)) continue;
    if (/^\d{4}-\d{2}-\d{2}$/.test(data) && addDays(data, 0) === undefined) {
      faults.push({ ...file.at(where), message: 'No calendar has this day.', next: 'Write a day as `YYYY-MM-DD`.' });
    }
  }
  return faults;
}
