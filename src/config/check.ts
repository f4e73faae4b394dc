import { addDays } from '../findings/day';
import { type Message, sentence } from '../findings/message';
import type { Span } from '../place';
import { explain, placeOf } from './explain';
import { type FileKind, FORMS } from './own-file';
import { type Fault, pointer, stepsOf, type UserFile } from './user-file';

/** How often what does not fit is taken out and the rest looked at again. */
const ROUNDS = 6;
const MOST_FAULTS = 100;

/** What brings a file of version n to version n + 1, by n - 1. None yet: the first version is the newest. */
const MIGRATIONS: readonly ((data: Fields) => Fields)[] = [];
const NEWEST = MIGRATIONS.length + 1;

export interface Fields {
  [key: string]: unknown;
}

const isFields = (data: unknown): data is Fields => typeof data === 'object' && data !== null && !Array.isArray(data);

/** What is left of a file. */
export interface Checked {
  /** What fits the schema; undefined when nothing usable does. */
  readonly data: Fields | undefined;
  readonly faults: readonly Fault[];
  /** Where the value at a pointer into `data` stands in the file: entries of lists may have moved up. */
  at(pointer: string): Span;
  keyAt(pointer: string): Span;
}

/** Holds a file against its schema. What does not fit is reported and taken out. */
export function checkFile(file: UserFile, kind: FileKind): Checked {
  const { at, keyAt } = file;
  const without = (...faults: readonly Fault[]): Checked => {
    return { data: undefined, faults: [...faults, ...file.faults], at, keyAt };
  };
  const nothing = (message: Message, next: Message) => without({ ...at(''), message, next });
  if (file.data === undefined || file.data === null) {
    return file.faults.length > 0
      ? without()
      : nothing(sentence`This file is empty.`, sentence`Write \`version: 1\` and what you want to say.`);
  }
  if (!isFields(file.data)) return nothing(sentence`This file holds no keys.`, sentence`Begin with \`version: 1\`.`);
  const version = file.data.version;
  if (typeof version === 'number' && version > NEWEST) {
    const message = sentence`This file is of version ${version}; this Handrail reads up to version ${NEWEST}.`;
    return without({
      ...at('/version'),
      message,
      next: sentence`Update Handrail, or write the file in the older version.`,
    });
  }
  const data = migrated(structuredCopy(file.data) as Fields);
  const indices: Indices = new WeakMap();
  const { usable, faults } = remainder(data, file, kind, indices);
  return {
    data: usable ? data : undefined,
    faults: [...file.faults, ...faults],
    at: (where) => at(asWritten(where, data, indices)),
    keyAt: (where) => keyAt(asWritten(where, data, indices)),
  };
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

function remainder(
  data: Fields,
  file: UserFile,
  kind: FileKind,
  indices: Indices,
): { usable: boolean; faults: readonly Fault[] } {
  const faults = new Map<string, Fault>();
  const { schema, validate } = FORMS[kind];
  // list entries move up when one before them is taken out, so they are emptied first and dropped at the end
  const emptied: unknown[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (validate(data)) {
      drop(emptied, indices);
      return { usable: true, faults: [...faults.values()] };
    }
    const errors = (validate.errors ?? []).filter((e) => e.keyword !== 'if' && e.propertyName === undefined);
    for (const error of errors) {
      const where = asWritten(placeOf(error), data, indices);
      // of several errors about one value the one that names the choices says most
      if (faults.size < MOST_FAULTS && (!faults.has(where) || error.keyword === 'enum')) {
        faults.set(where, explain(error, where, file, schema));
      }
      const culprit = error.keyword === 'required' ? error.instancePath : placeOf(error);
      if (culprit === '') return { usable: false, faults: [...faults.values()] };
      takeOut(data, stepsOf(culprit), emptied);
    }
    drop(emptied, indices);
  }
  return { usable: false, faults: [...faults.values()] };
}

const GONE = Symbol('gone');

/** Which entries of the file the entries of a list are, once some were taken out. */
type Indices = WeakMap<readonly unknown[], readonly number[]>;

/** A pointer into what is left, as a pointer into the file. */
function asWritten(where: string, data: unknown, indices: Indices): string {
  let holder = data;
  const steps = stepsOf(where).map((step) => {
    const written = Array.isArray(holder) ? String(indices.get(holder)?.[Number(step)] ?? step) : step;
    holder = (holder as Fields | undefined)?.[step];
    return written;
  });
  return pointer(...steps);
}

function takeOut(data: unknown, steps: readonly string[], emptied: unknown[][]): void {
  let holder = data;
  for (const step of steps.slice(0, -1)) holder = (holder as Fields | undefined)?.[step];
  const last = steps[steps.length - 1]!;
  if (Array.isArray(holder)) {
    holder[Number(last)] = GONE;
    emptied.push(holder);
  } else if (isFields(holder)) delete holder[last];
}

function drop(emptied: unknown[][], indices: Indices): void {
  for (const list of emptied.splice(0)) {
    const before = indices.get(list) ?? list.map((_, i) => i);
    indices.set(
      list,
      before.filter((_, i) => list[i] !== GONE),
    );
    list.splice(0, list.length, ...list.filter((entry) => entry !== GONE));
  }
}

/** Days in a file that no calendar has. */
export function impossibleDays(file: UserFile): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [where, data] of file.entries) {
    if (typeof data !== 'string' || !/\/(on|next|until|expires)$/.test(where)) continue;
    if (/^\d{4}-\d{2}-\d{2}$/.test(data) && addDays(data, 0) === undefined) {
      faults.push({
        ...file.at(where),
        message: sentence`No calendar has this day.`,
        next: sentence`Write a day as \`YYYY-MM-DD\`.`,
      });
    }
  }
  return faults;
}
