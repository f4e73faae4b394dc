import type { Declaration, Lookup, Opened } from '../../declaration';
import { nodeAt } from '../../document/data';
import type { Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { dataValue, readingOf } from '../data-value';
import { readingIn } from './intrinsics';
import { givenValue } from './parameter';
import type { Reach } from './reach';
import { entryAt, NESTED } from './template';

/** Templates nested deeper, or made more often, than this are left out. */
const DEPTH = 8;
const CALLS = 24;

/** A template as one of those that nest it has it: what is called, by which resource of which template. */
export interface Call {
  readonly declaration: Declaration;
  readonly by: Instance;
}

/** One of the stacks that are made of a template: on its own, or nested in another. */
export interface Instance {
  readonly path: string;
  readonly call?: Call;
}

/** Every stack that is made of a template; on its own where nobody nests it. */
export function instancesOf(path: string, look: Lookup): readonly Instance[] {
  const found = callsOf(path, look, []).slice(0, CALLS);
  return found.length > 0 ? found : [{ path }];
}

function callsOf(path: string, look: Lookup, below: readonly string[]): readonly Instance[] {
  const inner = [...below, path];
  const instances: Instance[] = [];
  for (const declaration of look.look('nested', path, NESTED)) {
    // a circle is never deployed, and neither is what hangs from one
    if (inner.includes(declaration.path) || inner.length >= DEPTH || instances.length >= CALLS) continue;
    const above = callsOf(declaration.path, look, inner);
    const callers = above.length > 0 ? above : [{ path: declaration.path }];
    instances.push(...callers.map((by) => ({ path, call: { declaration, by } })));
  }
  return instances;
}

/** What stands before the ids of a stack's resources: the ids of the stacks around it. */
export const prefixOf = ({ call }: Instance): string =>
  call ? `${prefixOf(call.by)}${call.declaration.note.id}/` : '';

/** The path of the outermost template. */
export const rootOf = ({ path, call }: Instance): string => (call ? rootOf(call.by) : path);

/** The stack that a resource of another makes, if that nests a template of the workspace. */
export function stackMade(logicalId: string, by: Instance, look: Lookup): Instance | undefined {
  const nested = look.look('resource', logicalId, by.path)[0]?.note.nested;
  if (typeof nested !== 'string') return undefined;
  const calls = look.look('nested', nested, NESTED);
  const declaration = calls.find(({ path, note }) => path === by.path && note.id === logicalId);
  return declaration && { path: nested, call: { declaration, by } };
}

/** What the resource that nests a template gives for one of its parameters; undefined where it gives nothing. */
export function argumentOf(
  call: Call,
  name: string,
  parameter: Opened,
  use: Place,
  reach: Reach,
): Value<Data> | undefined {
  const opened = reach.open(call.declaration);
  const node = nodeAt(entryAt(opened)?.value, 'Properties', 'Parameters', name);
  if (!node) return undefined;
  const value = dataValue(node, readingIn(readingOf(opened), reach));
  if (value.state === 'absent') return undefined;
  return givenValue(parameter, name, value, use);
}

/** What a stack that is nested puts out by a name. */
export function outputOf(name: string, use: Place, reach: Reach): Value<Data> | undefined {
  const declaration = reach.declared('output', name)[0];
  const opened = declaration && reach.open(declaration);
  const node = opened && nodeAt(entryAt(opened)?.value, 'Value');
  if (!node) return undefined;
  const value = dataValue(node, readingIn(readingOf(opened), reach));
  return value.state === 'known' ? { ...value, via: [use, ...(value.via ?? [])] } : value;
}
