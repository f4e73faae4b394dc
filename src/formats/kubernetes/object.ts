import type { DataDocument, Node } from '../../document/data';
import { nameOf, nodeAt } from '../../document/data';
import { knownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Resource } from '../../resource';
import { dataResource, readingOf } from '../data-value';
import { type Declaration, type Lookup, type Opened, placeIn } from '../format';
import { type Hole, withHoles } from '../text-parts';
import { keyOf } from './names';

/** `{{ … }}` of a template language, `${NAME}` of envsubst and the like: filled in before the cluster sees the text. */
const PLACEHOLDER = /\{\{[^{}]*\}\}|\$\{[^{}]*\}/g;

/** A string with placeholders as a text whose placeholders are unknown. */
function withPlaceholders(node: Node, opened: Opened): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const text = node.value;
  if (!text.includes('{{') && !text.includes('${')) return undefined;
  const holes = [...text.matchAll(PLACEHOLDER)].map(({ index, 0: written }): Hole => {
    const because = `${written} is filled in when this is deployed`;
    return { start: index, end: index + written.length, part: { type: 'unknown', because, expression: written } };
  });
  return holes.length > 0 ? knownAt(withHoles(text, holes), placeIn(opened, node)) : undefined;
}

/** The node that a declaration stands for: a document's root, or an item of a list in it. */
export function nodeOf(document: DataDocument, start: number, end: number): Node | undefined {
  const root = document.roots.find((node) => node && node.start >= start && node.start < end);
  if (root) return root;
  const items = document.roots.flatMap((node) => {
    const list = nodeAt(node, 'items');
    return list?.type === 'sequence' ? list.items : [];
  });
  return items.find((item) => item.start === start);
}

const text = (note: Declaration['note'], key: string): string => String(note[key] ?? '');

const dirOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** An object as a resource whose attributes begin at its top: `spec`, `metadata`, `rules`. */
function objectOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const opened = look.open(declaration);
  const document = opened.section.document();
  if (document.syntax !== 'yaml') return undefined;
  const node = nodeOf(document, opened.span.start, opened.span.end);
  if (node?.type !== 'mapping') return undefined;
  const { note, path, scope, key } = declaration;
  const name = text(note, 'name') || `${text(note, 'kind')} without a name`;
  const namespace = text(note, 'namespace');
  const head = nodeAt(node, 'metadata', 'name') ?? nodeAt(node, 'metadata', 'generateName') ?? nodeAt(node, 'kind');
  const written = head?.type === 'scalar' ? nameOf(head) : name;
  return dataResource({
    type: text(note, 'type'),
    subject: {
      id: key,
      scope,
      dir: dirOf(path),
      address: `${text(note, 'kind')} ${namespace ? `${namespace}/` : ''}${written}`,
      head: placeIn(opened, head ?? node),
    },
    reading: readingOf(opened, (one) => withPlaceholders(one, opened)),
    node,
    find: (type, other) => findObject(type, other, look),
    each: (type) =>
      look
        .look('object')
        .filter((one) => one.note.type === type)
        .flatMap((one) => objectOf(one, look) ?? []),
  });
}

/** The same for the linking of its own declaration: opened when somebody asks, since nobody reads most kinds. */
export function lateObject(declaration: Declaration, look: Lookup): Resource {
  let object: Resource | undefined;
  const open = (): Resource => {
    object ??= objectOf(declaration, look) ?? nothingAt(declaration);
    return object;
  };
  return {
    type: text(declaration.note, 'type'),
    get subject() {
      return open().subject;
    },
    get exists() {
      return open().exists;
    },
    get: (...path) => open().get(...path),
    all: (...path) => open().all(...path),
    json: (value) => open().json(value),
    find: (type, name) => open().find(type, name),
    each: (type) => open().each(type),
    slot: (...path) => open().slot(...path),
  };
}

/** What a declaration is that turns out to hold no mapping: a resource that is not made. */
function nothingAt({ note, path, scope, key, anchor }: Declaration): Resource {
  const head = { anchor, start: 0, end: 0 };
  const place = (): Place => head;
  return dataResource({
    type: text(note, 'type'),
    subject: { id: key, scope, dir: dirOf(path), address: key, head },
    exists: knownAt(false, head),
    reading: { place },
    node: undefined,
  });
}

/**
 * An object by `namespace/name` or `name`. One that is written without a namespace is taken for one of every
 * namespace: `kubectl -n` and kustomizations say it from outside.
 */
function findObject(type: string, name: string, look: Lookup): Resource | undefined {
  const slash = name.indexOf('/');
  const namespace = name.slice(0, Math.max(slash, 0));
  const own = name.slice(slash + 1);
  const exact = look.look('object', keyOf(type, namespace, own));
  const found = exact[0] ?? (namespace ? look.look('object', keyOf(type, '', own))[0] : undefined);
  return found && objectOf(found, look);
}
