import { type Entry, entryOf, type Mapping, nameOf } from '../../document/data';
import { unknownAt, type Value } from '../../facts';
import type { Data, Fields } from '../../resource';
import { dataValue, type Reading } from '../data-value';
import { LOOP } from './functions';
import type { Reach } from './reach';
import { bound } from './text';

/** More entries than this are made by no loop. */
const TURNS = 500;

/** One entry that a loop makes: its key filled in, what it says with the identifiers that hold there. */
export interface Turn {
  readonly key: string;
  readonly entry: Entry;
  readonly reach: Reach;
  /** Whether the collection is known. */
  readonly sure: boolean;
}

/** How values inside a turn are read. */
export type ReadIn = (reach: Reach) => Reading;

/** Whether a mapping has loops in it. */
export const hasLoop = ({ entries }: Mapping): boolean => entries.some(isLoop);

const isLoop = ({ key }: Entry): boolean => nameOf(key).startsWith(LOOP);

/**
 * The entries that a loop makes, those of loops inside it too. One whose collection nobody knows makes one entry, with
 * an identifier that nobody knows either.
 */
export function turnsOf({ value }: Entry, reach: Reach, readIn: ReadIn, left = TURNS): readonly Turn[] {
  const [identifier, collection, output] = value?.type === 'sequence' ? value.items : [];
  if (identifier?.type !== 'scalar' || !collection || output?.type !== 'mapping') return [];
  const reading = readIn(reach);
  const items = dataValue(collection, reading);
  const known =
    items.state === 'known' && Array.isArray(items.value) ? (items.value as readonly Value<Data>[]) : undefined;
  const place = reading.place(collection);
  const turns: Turn[] = [];
  for (const item of known ?? [unknownAt<Data>(place, 'what the loop goes over is not known')]) {
    const inner = reach.within(new Map([[nameOf(identifier), item]]));
    for (const entry of output.entries) {
      const room = left - turns.length;
      if (room <= 0) return turns;
      const sure = known !== undefined;
      if (isLoop(entry))
        turns.push(...turnsOf(entry, inner, readIn, room).map((turn) => ({ ...turn, sure: sure && turn.sure })));
      else turns.push({ key: bound(nameOf(entry.key), inner), entry, reach: inner, sure });
    }
  }
  return turns;
}

/** A mapping with its loops carried out, or unknown where nobody knows what they go over. */
export function looped(mapping: Mapping, reach: Reach, readIn: ReadIn): Value<Data> {
  const reading = readIn(reach);
  const at = reading.place(mapping);
  const fields = new Map<string, Value<Data>>();
  for (const entry of mapping.entries) {
    const turns = isLoop(entry)
      ? turnsOf(entry, reach, readIn)
      : [{ key: nameOf(entry.key), entry, reach, sure: true }];
    if (turns.some(({ sure }) => !sure)) return unknownAt(at, 'what a loop in it goes over is not known');
    for (const turn of turns) {
      const own = entryOf(mapping, turn.key)?.value;
      const value = turn.entry.value ?? own;
      if (value) fields.set(turn.key, dataValue(value, readIn(turn.reach)));
    }
  }
  return { state: 'known', at, value: { type: 'fields', fields } satisfies Fields };
}
