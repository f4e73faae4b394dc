import type { DataDocument, Node } from '../../document/data';
import { nameOf, nodeAt } from '../../document/data';
import { knownAt } from '../../facts';
import type { Place, Span } from '../../place';
import type { Resource } from '../../resource';
import { dataResource, readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { templateOf } from '../helm/template';
import { withPlaceholders } from '../placeholders';
import { keyOf } from './names';

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

/** An object of a template by what is known of its name: the release is part of most. */
function addressIn(path: string, kind: string, name: string): string {
  const known = name.replace(/\{\{[\s\S]*?\}\}/g, '…');
  return /[^…]/.test(known) ? `${kind} ${known}` : `${kind} in ${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** An object as a resource whose attributes begin at its top: `spec`, `metadata`, `rules`. */
function objectOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const opened = look.open(declaration);
  const document = opened.section.document();
  if (document.syntax !== 'yaml') return undefined;
  const node = nodeOf(document, opened.span.start, opened.span.end);
  if (node?.type !== 'mapping') return undefined;
  const { note, path, scope, key } = declaration;
  const kind = text(note, 'kind');
  const namespace = text(note, 'namespace');
  const place = (span: Span) => placeIn(opened, span);
  const template = templateOf(document, path, opened.span.start, place, look);
  const head = nodeAt(node, 'metadata', 'name') ?? nodeAt(node, 'metadata', 'generateName') ?? nodeAt(node, 'kind');
  const name = head?.type === 'scalar' ? nameOf(head) : text(note, 'name') || `${kind} without a name`;
  const at = place(head ?? node);
  const plain = (one: Node) => withPlaceholders(one, place);
  return dataResource({
    type: text(note, 'type'),
    subject: {
      id: key,
      scope,
      dir: dirOf(path),
      address: template ? addressIn(path, kind, name) : `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
      head: at,
    },
    exists: template ? template.exists(node, at) : knownAt(true, at),
    reading: {
      ...readingOf(opened, template ? (one) => template.special(one) ?? plain(one) : plain),
      ...(template ? { missing: template.missing } : {}),
    },
    node: template ? template.written(node) : node,
    block: node,
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
