import type { Node } from '../../document/data';
import { nameOf, nodeAt } from '../../document/data';
import { knownAt, unknownAt } from '../../facts';
import type { Place, Span } from '../../place';
import type { Data, Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { templateOf } from '../helm/template';
import { deployed } from '../kustomize/deployed';
import { type Deployment, deploymentsOf, foldersOf, formerNames, isPatch, isVariable } from '../kustomize/deployments';
import { withPlaceholders, withVariables } from '../placeholders';
import { dirOf } from '../relative-path';
import { keyOf, namespaceOf } from './names';
import { isData, nodeOf } from './node';

const text = (note: Declaration['note'], key: string): string => String(note[key] ?? '');

/** An object of a template by what is known of its name: the release is part of most. */
function addressIn(path: string, kind: string, name: string): string {
  const known = name.replace(/\{\{[\s\S]*?\}\}/g, '…');
  return /[^…]/.test(known) ? `${kind} ${known}` : `${kind} in ${path.slice(path.lastIndexOf('/') + 1)}`;
}

/**
 * An object as a resource whose attributes begin at its top: `spec`, `metadata`, `rules`. In a deployment it is what the
 * kustomizations on the way make of it, and each attribute stands where it was said last.
 */
function objectOf(declaration: Declaration, look: Lookup, deployment?: Deployment): Resource | undefined {
  const opened = look.open(declaration);
  const document = opened.section.document();
  if (!isData(document)) return undefined;
  const node = nodeOf(document, opened.span.start, opened.span.end);
  if (node?.type !== 'mapping') return undefined;
  const { note, path, scope, key } = declaration;
  const kind = text(note, 'kind');
  const type = text(note, 'type');
  const namespace = text(note, 'namespace');
  const changed = deployment && deployed(declaration, node, deployment, look);
  const place = (span: Span) => changed?.place(span) ?? placeIn(opened, span);
  const template = templateOf(document, path, opened.span, place, look, deployment?.values, deployment?.index);
  const head = nodeAt(node, 'metadata', 'name') ?? nodeAt(node, 'metadata', 'generateName') ?? nodeAt(node, 'kind');
  const name = head?.type === 'scalar' ? nameOf(head) : text(note, 'name') || `${kind} without a name`;
  const at = place(head ?? node);
  const plain = (one: Node) => {
    const because = changed?.unknown(one);
    if (because !== undefined) return unknownAt<Data>(place(one), because);
    const filled = deployment && withVariables(one, place, (name) => isVariable(name, deployment, look));
    return filled ?? withPlaceholders(one, place);
  };
  const reading = readingOf(opened, template ? (one) => template.special(one) ?? plain(one) : plain);
  const moved = changed ? namespaceOf(type, changed.namespace) : '';
  return dataResource({
    type,
    subject: {
      id: moved === '' ? key : keyOf(type, moved, text(note, 'name')),
      scope: deployment?.folders.at(-1) ?? scope,
      dir: dirOf(path),
      address: template ? addressIn(path, kind, name) : `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
      head: at,
    },
    exists: template ? template.exists(at) : knownAt(!changed || changed.node !== undefined, at),
    reading: { ...reading, place, ...(template ? { missing: template.missing } : {}) },
    node: template ? template.written(node) : changed ? changed.node : node,
    block: node,
    ...reachOf(look, scope, deployment),
  });
}

/** How an object finds others: in its own scope, and in all folders of its deployment. */
function reachOf(look: Lookup, scope: string, deployment: Deployment | undefined): Pick<Resource, 'find' | 'each'> {
  const scopes = () => [...new Set([scope, ...(deployment ? foldersOf(deployment, look) : [])])];
  const object = (one: Declaration) => objectOf(one, look, deployment && wayOf(one, deployment, look)) ?? [];
  const named = (type: string, name: string) =>
    scopes().flatMap((one) => namedIn(one, type, name, look).flatMap(object))[0];
  const former = (name: string) => {
    const at = name.indexOf('/') + 1;
    const names = deployment ? formerNames(name.slice(at), deployment, look) : [];
    return names.map((one) => `${name.slice(0, at)}${one}`);
  };
  return {
    find: (type, name) =>
      named(type, name) ??
      former(name).reduce<Resource | undefined>((found, one) => found ?? named(type, one), undefined),
    each: (type) =>
      scopes()
        .flatMap((one) => look.look('object', undefined, one))
        .filter((one) => one.note.type === type && !isPatch(one.path, look))
        .flatMap(object),
  };
}

/** How an object gets to where a deployment leads: it may lie in another folder than who asks for it. */
function wayOf({ path }: Declaration, deployment: Deployment, look: Lookup): Deployment {
  const ways = deploymentsOf(path, look) ?? [];
  const { folders, values } = deployment;
  return ways.find((way) => way.folders.at(-1) === folders.at(-1)) ?? { folders, values };
}

/** The same for the linking of its own declaration: opened when somebody asks, since nobody reads most kinds. */
export function lateObject(declaration: Declaration, look: Lookup, deployment?: Deployment): Resource {
  let object: Resource | undefined;
  const open = (): Resource => {
    object ??= objectOf(declaration, look, deployment) ?? nothingAt(declaration);
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
 * Objects of a scope by `namespace/name` or `name`. One that is written without a namespace is taken for one of every
 * namespace: `kubectl -n` and kustomizations say it from outside.
 */
function namedIn(scope: string, type: string, name: string, look: Lookup): readonly Declaration[] {
  const slash = name.indexOf('/');
  const namespace = name.slice(0, Math.max(slash, 0));
  const own = name.slice(slash + 1);
  const by = (space: string) =>
    look.look('object', keyOf(type, space, own), scope).filter(({ path }) => !isPatch(path, look));
  const exact = by(namespace);
  return exact.length > 0 || namespace === '' ? exact : by('');
}
