import type { Declaration, Opened } from '../../declaration';
import { type Entry, type Node, nameOf, nodeAt } from '../../document/data';
import { knownAt, type Subject, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import type { Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { type Reading, readingOf } from '../data-value';
import { conditionValue } from './conditions';
import { readingIn } from './intrinsics';
import { turnsOf } from './loops';
import { parameterValue } from './parameter';
import type { Reach, Template } from './reach';
import { entryAt } from './template';

/** A template whose parameters are what it says itself. */
export const templateAt = (path: string): Template => ({
  path,
  resource: resourceCalled,
  parameter(name, use, reach) {
    const declaration = reach.declared('parameter', name)[0];
    return declaration && parameterValue(reach.open(declaration), name, use);
  },
  condition(name, use, reach) {
    const declaration = reach.declared('condition', name)[0];
    const opened = declaration && reach.open(declaration);
    const node = opened && entryAt(opened)?.value;
    if (!node) return unknownAt(use, `condition ${name} is not declared here`);
    return conditionValue(node, readingIn(readingOf(opened), reach), reach);
  },
});

function resourceCalled(logicalId: string, reach: Reach, type?: string): Resource | undefined {
  const target = reach.declared('resource', logicalId)[0];
  const found = target
    ? resourceOf(target, reach)
    : reach
        .declared('loop')
        .flatMap((loop) => loopResources(loop, reach))
        .find(({ subject }) => subject.id === logicalId);
  return found && (type === undefined || found.type === type) ? found : undefined;
}

/** The resources that one declaration makes. */
export function resourcesOf(declaration: Declaration, reach: Reach): readonly Resource[] {
  if (declaration.kind === 'loop') return loopResources(declaration, reach);
  const resource = declaration.kind === 'resource' ? resourceOf(declaration, reach) : undefined;
  return resource ? [resource] : [];
}

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
  const exists = condition === undefined ? knownAt(true, head) : undefined;
  return lateResource(
    type,
    subjectOf(declaration, declaration.key, head),
    reach,
    open,
    () => exists ?? madeUnder(String(condition), head, reach),
  );
}

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
      return condition === undefined ? knownAt(true, head) : madeUnder(condition, head, turn.reach);
    };
    const made = { opened, node: turn.entry.value, span: turn.entry, reach: turn.reach };
    return [lateResource(type, subjectOf(declaration, turn.key, head), reach, () => made, exists)];
  });
}

const text = (node: Entry['value'], key: string): string | undefined => {
  const found = nodeAt(node, key);
  return found?.type === 'scalar' ? nameOf(found) : undefined;
};

const subjectOf = ({ path, scope }: Declaration, id: string, head: Place): Subject => ({
  id,
  address: id,
  scope,
  dir: path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
  head,
});

/** Whether a condition lets a resource be made. A default that says no may be replaced, and then it is made. */
function madeUnder(condition: string, head: Place, reach: Reach): Value<boolean> {
  const holds = reach.condition(condition, head);
  if (holds.state === 'known' && (holds.value || !holds.byDefault)) return { ...holds, at: head };
  return unknownAt(head, `made only under the condition ${condition}`);
}

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
      .filter(({ kind, note }) => kind === 'loop' || note.type === wanted)
      .flatMap((one) => resourcesOf(one, reach))
      .filter((one) => one.type === wanted);
  let resource: Resource | undefined;
  const made = (): Resource => {
    if (!resource) {
      const { opened, node, span, reach: own } = open();
      const reading: Reading = readingIn(readingOf(opened), own);
      const properties = nodeAt(node, 'Properties');
      resource = dataResource({
        type,
        subject,
        find,
        each,
        reading,
        node: properties,
        base: ['Properties'],
        block: node ?? span,
      });
    }
    return resource;
  };
  return {
    type,
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
