import { dayNumber } from '../findings/day';
import { sentence } from '../findings/message';
import type { ListedWaiver, Missing, Waiver } from '../findings/waiver';
import { relativeTo } from './configuration';
import { compileGlobs } from './globs';
import type { RuleNames } from './rule-names';
import { type Fault, pointer, type UserFile } from './user-file';

/** More entries of one file are not read, and said to be. */
export const MOST_WAIVERS = 1_000;

/** One `waivers.yaml`, compiled. */
export interface OwnWaivers {
  /** The folder that holds `.handrail`, `''` for the root. */
  readonly base: string;
  readonly waivers: readonly ListedWaiver[];
}

/**
 * Compiles a checked `waivers.yaml`. Entries are read by their place in the file and not from the checked data, so that one
 * which lacks something stands where it stands and says what it lacks.
 */
export function compileWaivers(
  base: string,
  file: UserFile,
  names: RuleNames,
): { own: OwnWaivers; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const waivers: ListedWaiver[] = [];
  let index = 0;
  for (; index < MOST_WAIVERS && file.entries.has(pointer('waivers', index)); index++) {
    const entry = compileEntry(base, file, index, names);
    faults.push(...entry.faults);
    if (entry.listed) waivers.push(entry.listed);
  }
  if (file.entries.has(pointer('waivers', index))) {
    const message = sentence`Over ${MOST_WAIVERS} waivers: the rest is not read and does not hold.`;
    faults.push({ ...file.at(pointer('waivers', index)), message, next: sentence`Remove those that have ended.` });
  }
  return { own: { base, waivers }, faults };
}

function compileEntry(
  base: string,
  file: UserFile,
  index: number,
  names: RuleNames,
): { listed?: ListedWaiver; faults: readonly Fault[] } {
  const at = pointer('waivers', index);
  const said = (key: string): string | undefined => {
    const value = file.entries.get(`${at}/${key}`);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const span = file.at(at);
  const rule = said('rule');
  if (rule === undefined) {
    const isEntry = typeof file.entries.get(at) === 'object' && file.entries.get(at) !== null;
    const fault = {
      ...span,
      message: sentence`This waiver names no rule.`,
      next: sentence`Add \`rule:\` with the id of a rule.`,
    };
    return { faults: isEntry ? [fault] : [] };
  }
  const unknown = names.unknown(rule, file.at(`${at}/rule`));
  const ruleFaults = unknown
    ? [{ ...unknown, message: sentence`No rule is called this, so the waiver holds nowhere.` }]
    : [];
  const [path, resource] = [said('path'), said('resource')];
  const glob = path === undefined ? undefined : compileGlobs([path]);
  const pathFaults = (glob?.refused ?? []).map(({ pattern: _, ...refused }) => ({
    ...file.at(`${at}/path`),
    ...refused,
  }));
  const listed: ListedWaiver = {
    waiver: { ...words(said, names.canonical(rule), glob !== undefined || resource !== undefined), ...span },
    path: file.path,
    where: [path, resource].filter((part) => part !== undefined).join(' · '),
    covers(finding, subjects, ownNames = {}) {
      const here = relativeTo(base, finding);
      if (here === undefined || (!glob && resource === undefined)) return false;
      if (glob && !glob.matches(here)) return false;
      // one place may be about several resources: a module's caller must not answer for another's
      return (
        resource === undefined || subjects.every((subject) => subject === resource || ownNames[subject] === resource)
      );
    },
  };
  return unknown ? { faults: ruleFaults } : { listed, faults: pathFaults };
}

/** What an entry says, and what it does not. */
function words(
  said: (key: string) => string | undefined,
  rule: string,
  placed: boolean,
): Omit<Waiver, 'start' | 'end'> {
  const [owner, reason, approvedBy, link, expires] = ['owner', 'reason', 'approvedBy', 'link', 'expires'].map(said);
  const until = expires !== undefined && dayNumber(expires) !== undefined ? expires : undefined;
  const missing: readonly Missing[] = [
    ...(placed ? [] : (['where'] as const)),
    ...(until ? [] : (['until'] as const)),
    ...(owner ? [] : (['owner'] as const)),
    ...(reason ? [] : (['reason'] as const)),
  ];
  const given = { until, owner, reason, approvedBy, link };
  const written = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { word: 'handrail', rule, missing, ...written };
}

/** All waivers, each holding only where its file is the nearest one above a path. */
export function combineWaivers(files: readonly OwnWaivers[]): readonly ListedWaiver[] {
  const nearestFirst = [...files].sort((a, b) => b.base.length - a.base.length);
  const nearest = (path: string) => nearestFirst.find(({ base }) => relativeTo(base, path) !== undefined);
  return files.flatMap((own) =>
    own.waivers.map((listed) => ({
      ...listed,
      covers: (path, ...about) => nearest(path) === own && listed.covers(path, ...about),
    })),
  );
}
