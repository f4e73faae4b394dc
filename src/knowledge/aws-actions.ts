import { TABLE } from './generated/aws-actions';
import { glob } from './glob';

/** What an action does, by AWS's own classes: `permissions` changes who may do what. */
export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';

export interface Action {
  /** As AWS spells it: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether a policy may name a resource narrower than `*` for it. */
  readonly narrowable: boolean;
}

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  l: 'list',
  r: 'read',
  w: 'write',
  t: 'tagging',
  p: 'permissions',
};

/** Actions of one service by lower-case name, in the table's order. */
type Service = ReadonlyMap<string, Action>;

let lines: ReadonlyMap<string, string> | undefined;
const services = new Map<string, Service>();
const expansions = new Map<string, readonly Action[]>();
/** Patterns come from users' files, so the memo must not grow with what they type. */
const EXPANSIONS_KEPT = 500;

function table(): ReadonlyMap<string, string> {
  lines ??= new Map(TABLE.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line]));
  return lines;
}

function serviceActions(prefix: string): Service | undefined {
  const known = services.get(prefix);
  if (known) return known;
  const line = table().get(prefix);
  if (!line) return undefined;
  const actions = new Map<string, Action>();
  for (const group of line.slice(prefix.length + 1).split(';')) {
    const [key = '', ends = ''] = group.split(' ');
    const narrowable = key.endsWith('*');
    const verb = key.slice(0, narrowable ? -2 : -1);
    const level = LEVELS[key.charAt(verb.length)] ?? 'write';
    for (const end of ends.split(',')) {
      const name = `${prefix}:${verb}${end}`;
      actions.set(name.toLowerCase(), { name, level, narrowable });
    }
  }
  services.set(prefix, actions);
  return actions;
}

/** The service prefix of an action or pattern, lower case: `s3` of `S3:Get*`; empty for `*`. */
export const serviceOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();

/** Whether the table knows the service. What it does not know may still exist: new services appear weekly. */
export const isService = (prefix: string): boolean => table().has(prefix);

/** One action by name, whatever its case; undefined for patterns and for names that the table does not know. */
export const actionNamed = (name: string): Action | undefined =>
  serviceActions(serviceOf(name))?.get(name.toLowerCase());

/** Every action that a pattern (`s3:Get*`, `*`) covers; none for a service or name that the table does not know. */
export function expandAction(pattern: string): readonly Action[] {
  const wanted = pattern.toLowerCase();
  const known = expansions.get(wanted);
  if (known) return known;
  const found = expand(wanted);
  if (expansions.size >= EXPANSIONS_KEPT) expansions.clear();
  expansions.set(wanted, found);
  return found;
}

function expand(pattern: string): readonly Action[] {
  if (!/[*?]/.test(pattern)) {
    const action = actionNamed(pattern);
    return action ? [action] : [];
  }
  const prefix = serviceOf(pattern);
  if (prefix !== '' && !/[*?]/.test(prefix)) return matching(serviceActions(prefix), pattern);
  return [...table().keys()].flatMap((service) => matching(serviceActions(service), pattern));
}

function matching(actions: Service | undefined, pattern: string): readonly Action[] {
  if (!actions) return [];
  const found: Action[] = [];
  for (const [name, action] of actions) if (glob(pattern, name)) found.push(action);
  return found;
}

/** What one action does, or undefined where the table does not know it. */
export const accessLevel = (action: string): AccessLevel | undefined => actionNamed(action)?.level;

/** Whether one action accepts a resource narrower than `*`, or undefined where the table does not know it. */
export const acceptsResource = (action: string): boolean | undefined => actionNamed(action)?.narrowable;

/** Whether a level changes something: data, settings, or who may do what. Tags count, since policies read them. */
export const changes = (level: AccessLevel): boolean => level !== 'list' && level !== 'read';
