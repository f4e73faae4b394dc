import type { Branch } from '../../document/helm/blocks';
import { knownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asFields, type Data } from '../../resource';

/** One time through what a `range` goes through. */
export interface Round {
  readonly branch: Branch;
  readonly dot: Value<Data>;
  readonly names: ReadonlyMap<string, Value<Data>>;
  /** The time through the `range` around it. */
  readonly outer: Round | undefined;
}

/** More times through a list, or lists in lists, are not looked at. */
export const ROUNDS = 50;

export const isRange = ({ kind, condition }: Branch): boolean => kind === 'range' && condition !== undefined;

/** A branch's own action: what stands directly before what it writes. */
export const headOf = ({ block, start, before }: Branch): Span => ({
  start: before.at(-1)?.end ?? block.start,
  end: start,
});

const DECLARED = /^(\$\w*)\s*(?:,\s*(\$\w+)\s*)?:?=\s*/;

/** The names that the condition of a branch gives to what it asks. */
export const namesIn = (condition: string): readonly string[] => {
  const [, first, second] = DECLARED.exec(condition) ?? [];
  return [first, second].filter((name) => name !== undefined);
};

/** What a branch asks, without the names that it gives to it. */
export const askedIn = (condition: string): string => condition.replace(DECLARED, '');

/** Every time through a `range`; undefined where it is not known what it goes through. */
export function roundsOf(
  branch: Branch,
  value: Value<Data>,
  outer: Round | undefined,
  at: Place,
): readonly Round[] | undefined {
  if (value.state === 'unknown') return undefined;
  const names = namesIn(branch.condition ?? '');
  const round = (key: Data, dot: Value<Data>): Round => {
    const values = names.length > 1 ? [knownAt(key, at), dot] : [dot];
    return { branch, dot, outer, names: new Map(names.map((name, i) => [name, values[i]!])) };
  };
  if (value.state === 'absent' || value.value === null) return [];
  if (Array.isArray(value.value)) {
    return value.value.slice(0, ROUNDS).map((item: Value<Data>, i) => round(i, item));
  }
  const fields = asFields(value);
  if (!fields) return undefined;
  const keys = [...fields.keys()].sort().slice(0, ROUNDS);
  return keys.map((key) => round(key, fields.get(key) ?? { state: 'absent', at: value.at }));
}

/** The time through a `range` that a part of one belongs to. */
export function roundIn(branch: Branch, round: Round | undefined): Round | undefined {
  for (let one = round; one; one = one.outer) if (one.branch.start === branch.start) return one;
  return undefined;
}
