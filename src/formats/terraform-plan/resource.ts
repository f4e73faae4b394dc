import { type Declaration, type Lookup, placeIn } from '../../declaration';
import { type DataDocument, type Node, nodeAt } from '../../document/data';
import { knownAt, type Subject, unknownAt, type Value } from '../../facts';
import type { Data, Reference, Resource } from '../../resource';
import { embeddedJson, readingOf } from '../data-value';
import { dirOf } from '../terraform/paths';
import { valueResource } from '../terraform/value-resource';
import { planned, type Stand } from './value';

/** Where the parts of a resource stand below its declaration. */
export interface Shape {
  /** What it will be, or is. */
  readonly values: readonly string[];
  /** Which of that is not known yet. */
  readonly unknown?: readonly string[];
}

/** The resource that an entry of a plan or state tells of. Nothing is opened before something is asked of it. */
export function resourceOf(declaration: Declaration, look: Lookup, shape: Shape): Resource {
  const subject = subjectOf(declaration);
  const type = String(declaration.note.type);
  let made: { readonly exists: Value<boolean>; readonly resource: Resource } | undefined;
  const open = () => {
    made ??= opened(declaration, look, shape, subject);
    return made;
  };
  return {
    type,
    subject,
    get exists() {
      return open().exists;
    },
    get: (...path) => open().resource.get(...path),
    all: (...path) => open().resource.all(...path),
    json: (value) => open().resource.json(value),
    find: (wanted, name) => open().resource.find(wanted, name),
    each: (wanted) => open().resource.each(wanted),
    slot: (...path) => open().resource.slot(...path),
  };
}

function subjectOf({ key, path, scope, anchor, note }: Declaration): Subject {
  const start = Number(note.at ?? 0);
  const head = { anchor, start, end: start + Number(note.width ?? 0) };
  return { id: key, address: String(note.address ?? key), scope, dir: dirOf(path), head };
}

function opened(declaration: Declaration, look: Lookup, shape: Shape, subject: Subject) {
  const file = look.open(declaration);
  const reading = readingOf(file);
  const node = entryAt((file.section.document() as DataDocument).roots[0], file.span.start);
  const after = nodeAt(node, ...shape.values);
  const isGone = after?.type !== 'mapping';
  const value = isGone
    ? unknownAt<Data>(subject.head, 'nothing is said of it')
    : planned(after, shape.unknown && nodeAt(node, ...shape.unknown), reading, standIn(declaration, look, shape));
  const prefix = prefixOf(declaration.key);
  const linked = (found: Declaration | undefined) => found && resourceOf(found, look, shape);
  const resource = valueResource(String(declaration.note.type), subject, value, {
    json: (one) => embeddedJson(one, reading),
    find: (type, name) => linked(look.look('resource', `${prefix}${type}.${name}`)[0]),
    each: (type) =>
      look
        .look('resource')
        .filter(({ key, note }) => note.type === type && prefixOf(key) === prefix)
        .map((found) => resourceOf(found, look, shape)),
  });
  const at = node ? placeIn(file, node) : subject.head;
  return { exists: knownAt(!isGone, at), resource };
}

/** `module.shop.`, or empty for a resource of the root module. */
const prefixOf = (key: string): string => /^(?:module\.[^.]+\.)*/.exec(key)?.[0] ?? '';

/** The resource that an attribute will name, where the configuration tells. */
function standIn(declaration: Declaration, look: Lookup, shape: Shape): Stand {
  return (attribute) => {
    const found = look.look('mention', `${declaration.key} ${attribute}`)[0];
    if (!found) return undefined;
    const address = String(found.note.to);
    const reference: Reference = {
      type: 'reference',
      address,
      attribute: String(found.note.attribute),
      target: () => look.look('resource', address).map((one) => resourceOf(one, look, shape))[0],
    };
    return knownAt<Data>(reference, { anchor: found.anchor, start: 0, end: 0 });
  };
}

/** The mapping that begins at an offset. */
function entryAt(node: Node | undefined, start: number): Node | undefined {
  if (!node || node.type === 'scalar' || start < node.start || start >= node.end) return undefined;
  if (node.type === 'mapping' && node.start === start) return node;
  const below = node.type === 'mapping' ? node.entries.map(({ value }) => value) : node.items;
  return entryAt(
    below.find((one) => one && one.start <= start && start < one.end),
    start,
  );
}
