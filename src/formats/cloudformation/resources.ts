import type { Declaration, Opened } from '../../declaration';
import { type Node, nameOf, nodeAt } from '../../document/data';
import { type Subject, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import type { Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { type Reading, readingOf } from '../data-value';
import { dirOf } from '../relative-path';
import { readingIn } from './intrinsics';
import { turnsOf } from './loops';
import type { Reach } from './reach';
import { becomes, implied, isServerless, typeMade } from './sam/expand';
import { entryAt } from './template';

/** A resource by its logical id, and only if it is of the type where one is given. */
export function resourceCalled(logicalId: string, reach: Reach, type?: string): Resource | undefined {
  const target = reach.declared('resource', logicalId)[0];
  const found = target ? resourceOf(target, reach) : resourceMade(logicalId, reach);
  return found && (type === undefined || found.type === type) ? found : undefined;
}

/** A resource that a loop makes, or that another one implies. */
function resourceMade(logicalId: string, reach: Reach): Resource | undefined {
  const by = /^(\w+?)(?:Role|Url)$/.exec(logicalId)?.[1];
  const owners = by === undefined ? [] : reach.declared('resource', by);
  return [...reach.declared('loop'), ...owners]
    .flatMap((one) => resourcesOf(one, reach))
    .find(({ subject }) => subject.id === reach.template.prefix + logicalId);
}

/** The resources that one declaration makes, with those that they imply. */
export function resourcesOf(declaration: Declaration, reach: Reach): readonly Resource[] {
  if (declaration.kind === 'loop') return loopResources(declaration, reach);
  const resource = declaration.kind === 'resource' ? resourceOf(declaration, reach) : undefined;
  return resource ? withImplied(resource, String(declaration.note.type), reach) : [];
}

const withImplied = (resource: Resource, type: string, reach: Reach): readonly Resource[] =>
  isServerless(type) ? [resource, ...implied(resource, type, reach, globalsIn(reach))] : [resource];

/** What `Globals` says of a kind, as a resource that has it. */
const globalsIn =
  (reach: Reach) =>
  (section: string): Resource | undefined => {
    const declaration = reach.declared('global', section)[0];
    if (!declaration) return undefined;
    const opened = reach.open(declaration);
    const head = { anchor: declaration.anchor, start: 0, end: section.length };
    const reading = readingIn(readingOf(opened), reach);
    const subject = subjectOf(declaration, section, head, reach);
    return dataResource({ type: section, subject, reading, node: entryAt(opened)?.value });
  };

/**
 * A resource of the template. `get` reads below its `Properties`; the template is opened when somebody asks for one,
 * so that whoever only refers to the resource is not woken by every change of it.
 */
function resourceOf(declaration: Declaration, reach: Reach): Resource | undefined {
  const { type, width, condition } = declaration.note;
  if (typeof type !== 'string' || type === '') return undefined;
  const head = { anchor: declaration.anchor, start: 0, end: Number(width) };
  const open = (): Made => {
    const opened = reach.open(declaration);
    return { opened, node: entryAt(opened)?.value, span: opened.span, reach };
  };
  const subject = subjectOf(declaration, declaration.key, head, reach);
  const exists = () => existsIn(reach, condition === undefined ? undefined : String(condition), head);
  return lateResource(type, subject, reach, open, exists);
}

/** Whether a resource is made: its stack is, and its own condition holds. */
const existsIn = (reach: Reach, condition: string | undefined, head: Place): Value<boolean> =>
  condition === undefined ? reach.made(head) : both(reach.made(head), madeUnder(condition, head, reach));

function loopResources(declaration: Declaration, reach: Reach): readonly Resource[] {
  const opened = reach.open(declaration);
  const loop = entryAt(opened);
  if (!loop) return [];
  return turnsOf(loop, reach, (inner) => readingIn(readingOf(opened), inner)).flatMap((turn): readonly Resource[] => {
    const type = text(turn.entry.value, 'Type');
    if (type === undefined) return [];
    const head = readingOf(opened).place(turn.entry.key);
    const condition = text(turn.entry.value, 'Condition');
    const exists = (): Value<boolean> => {
      if (!turn.sure) return unknownAt(head, 'what the loop goes over is not known');
      return existsIn(turn.reach, condition, head);
    };
    const made = { opened, node: turn.entry.value, span: turn.entry, reach: turn.reach };
    const subject = subjectOf(declaration, turn.key, head, reach);
    return withImplied(
      lateResource(type, subject, turn.reach, () => made, exists),
      type,
      turn.reach,
    );
  });
}

const text = (node: Node | undefined, key: string): string | undefined => {
  const found = nodeAt(node, key);
  return found?.type === 'scalar' ? nameOf(found) : undefined;
};

/**
 * Stacks that are nested share the scope of the outermost one, in which ids begin with the stacks around them. What
 * people call a resource, and what identifies a finding, is the same in all of them. An id that the CDK made up is what
 * nobody calls it.
 */
function subjectOf({ path, note }: Declaration, id: string, head: Place, { template }: Reach): Subject {
  const { prefix, root } = template;
  const dir = prefix === '' ? dirOf(path) : path;
  return { id: prefix + id, address: String(note.construct ?? id), scope: root, dir, head };
}

/** Whether a condition lets a resource be made. A default that says no may be replaced, and then it is made. */
export function madeUnder(condition: string, head: Place, reach: Reach): Value<boolean> {
  const holds = reach.condition(condition, head);
  if (holds.state === 'known' && (holds.value || !holds.byDefault)) return { ...holds, at: head };
  return unknownAt(head, `made only under the condition ${condition}`);
}

/** Whether both are so; the first that is not, or may not be, decides. */
export const both = (first: Value<boolean>, second: Value<boolean>): Value<boolean> =>
  [first, second].find((one) => one.state === 'known' && !one.value) ?? (first.state === 'known' ? second : first);

/** Where a resource is written. */
interface Made {
  readonly opened: Opened;
  readonly node: Node | undefined;
  readonly span: Span;
  readonly reach: Reach;
}

function lateResource(
  type: string,
  subject: Subject,
  reach: Reach,
  open: () => Made,
  exists: () => Value<boolean>,
): Resource {
  const find = (wanted: string, name: string) => reach.resource(name, wanted);
  const each = (wanted: string) =>
    [...reach.declared('resource'), ...reach.declared('loop')]
      .filter(({ kind, note }) => kind === 'loop' || typeMade(String(note.type)) === wanted)
      .flatMap((one) => resourcesOf(one, reach))
      .filter((one) => one.type === wanted);
  let resource: Resource | undefined;
  const made = (): Resource => {
    if (!resource) {
      const { opened, node, span, reach: own } = open();
      const reading: Reading = readingIn(readingOf(opened), own);
      const properties = nodeAt(node, 'Properties');
      const written = dataResource({
        type,
        subject,
        find,
        each,
        reading,
        node: properties,
        base: ['Properties'],
        block: node ?? span,
      });
      resource = isServerless(type) ? becomes(written, globalsIn(own)) : written;
    }
    return resource;
  };
  return {
    type: typeMade(type),
    subject,
    get exists() {
      return exists();
    },
    find,
    each,
    get: (...keys) => made().get(...keys),
    all: (...keys) => made().all(...keys),
    json: (value) => made().json(value),
    slot: (...keys) => made().slot(...keys),
  };
}
