import type { Header, Section } from '../../declaration';
import { type Entry, entryOf, type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import { resolvePath, symbolKey, typeKey } from '../azure/names';
import { dirOf } from '../relative-path';
import { scopeOfSchema, templatesFor } from './recognise';

/** Deployments in deployments, resources in resources: an end for hostile templates. */
const MAX_NESTED = 10;
const DEPLOYMENT = 'microsoft.resources/deployments';

/** A template, and what something in it stands inside of. */
interface Within {
  readonly path: string;
  readonly template: string;
  readonly depth: number;
  readonly parent?: { readonly name: string; readonly type: string };
  /** What it is deployed to, where the deployment around it says so; empty for a resource group or less. */
  readonly reach?: string;
}

/** The declarations of a section of a template, or of a file of parameters. */
export function headersOf({ under, ...section }: Section, path: string): readonly Header[] {
  const document = section.document();
  const root = document.syntax === 'json' ? document.roots[0] : undefined;
  if (root?.type !== 'mapping') return [];
  const [above] = under;
  const tops =
    above === undefined
      ? root.entries.map(({ key, value }) => [nameOf(key), value] as const)
      : [[above, root] as const];
  const targets = templatesFor(path);
  if (targets.length > 0) {
    return tops.flatMap(([key, value]) =>
      key === '$schema' && value
        ? targets.map((target) => ({ kind: 'using', key: target, start: value.start, end: value.end }))
        : key === 'parameters'
          ? entriesIn(value).map((entry) => single('assign', path, nameOf(entry.key), entry))
          : [],
    );
  }
  const within: Within = { path, template: path, depth: 0 };
  // one of a long list
  if (under.length === 2) return above === 'resources' ? resource(root, root, undefined, within) : [];
  return tops.flatMap(([key, value]) => (value ? topHeaders(key, value, within) : []));
}

const entriesIn = (node: Node | undefined): readonly Entry[] => (node?.type === 'mapping' ? node.entries : []);

const text = (node: Node | undefined): string | undefined => (node?.type === 'scalar' ? nameOf(node) : undefined);

const single = (kind: string, template: string, name: string, { start, end }: Entry): Header => ({
  kind,
  key: symbolKey(template, name),
  start,
  end,
});

/** What stands under one of a template's top-level keys. */
function topHeaders(key: string, value: Node, within: Within): readonly Header[] {
  const { template } = within;
  switch (key) {
    case '$schema': {
      const scope = scopeOfSchema(text(value) ?? '');
      return scope ? [{ kind: 'template', key: template, start: value.start, end: value.end, note: { scope } }] : [];
    }
    case 'parameters':
      return entriesIn(value).map((entry) => symbol('param', 'parameters', template, entry));
    case 'variables':
      return entriesIn(value).flatMap((entry) =>
        nameOf(entry.key) === 'copy' && entry.value?.type === 'sequence'
          ? copies(entry.value.items, template)
          : [symbol('var', 'variables', template, entry)],
      );
    case 'outputs':
      return entriesIn(value).map((entry) => single('output', template, nameOf(entry.key), entry));
    case 'resources':
      return resources(value, within);
    default:
      return [];
  }
}

function symbol(is: string, section: string, template: string, { key, start, end }: Entry): Header {
  const name = nameOf(key);
  // names of parameters and variables mean the same in any case
  return {
    kind: 'symbol',
    key: symbolKey(template, `${section}.${name.toLowerCase()}`),
    start,
    end,
    note: { is, name },
  };
}

const copies = (items: readonly Node[], template: string): readonly Header[] =>
  items.flatMap((item): readonly Header[] => {
    const name = text(nodeAt(item, 'name'));
    if (name === undefined) return [];
    const key = symbolKey(template, `variables.${name.toLowerCase()}`);
    return [{ kind: 'symbol', key, start: item.start, end: item.end, note: { is: 'var', name, copied: true } }];
  });

/** Resources in a list, or by their names as of version 2.0 of the language. */
function resources(value: Node, within: Within): readonly Header[] {
  if (within.depth > MAX_NESTED) return [];
  if (value.type === 'sequence') {
    return value.items.flatMap((item) => (item.type === 'mapping' ? resource(item, item, undefined, within) : []));
  }
  return entriesIn(value).flatMap((entry) =>
    entry.value?.type === 'mapping' ? resource(entry.value, entry, entry, within) : [],
  );
}

function resource(node: Mapping, span: Mapping | Entry, named: Entry | undefined, within: Within): readonly Header[] {
  const { template, parent } = within;
  const own = text(nodeAt(node, 'type'));
  if (own === undefined) return [];
  const type = fullType(own, parent?.type);
  // what extends a resource holds for that one alone
  const reach = EXTENSION.test(own) ? '' : within.reach;
  const writtenName = entryOf(node, 'name')?.value;
  const name = named ? nameOf(named.key) : `${parent ? `${parent.name}/` : ''}${type}/${text(writtenName) ?? ''}`;
  const head = named?.key ?? writtenName ?? entryOf(node, 'type')?.value ?? node;
  const { start, end } = span;
  if (type.toLowerCase() === DEPLOYMENT) return deployment(node, { start, end, name }, within);
  const note = {
    ...{ is: 'resource', type, name, address: named ? name : shortName(type, text(writtenName) ?? '') },
    ...{ head: head.start - start, width: head.end - head.start },
    ...(parent ? { parent: parent.name } : {}),
    ...(reach === undefined ? {} : { reach }),
    ...(nodeAt(node, 'existing')?.type === 'scalar' && text(nodeAt(node, 'existing')) === 'true'
      ? { existing: true }
      : {}),
  };
  const children = entryOf(node, 'resources')?.value;
  return [
    { kind: 'symbol', key: symbolKey(template, name), start, end, note },
    { kind: 'typed', key: typeKey(template, type), start, end, note },
    ...(children ? resources(children, { ...within, depth: within.depth + 1, parent: { name, type } }) : []),
  ];
}

const EXTENSION = /\/providers\/((?:\w+\.[\w.]+\/)?\w+(?:\/\w+)*)$/i;

/** A type as written in another resource names what comes after that one's; `…/providers/locks` is one of its own. */
function fullType(written: string, parent: string | undefined): string {
  const extension = EXTENSION.exec(written)?.[1];
  if (extension) return /\./.test(extension) ? extension : `Microsoft.Authorization/${extension}`;
  return parent === undefined || /^[^/]*\./.test(written) ? written : `${parent}/${written}`;
}

/** `storageAccounts shop`, `storageAccounts parameters('name')`. */
function shortName(type: string, name: string): string {
  const shown = /^\[[\s\S]*\]$/.test(name) ? name.slice(1, -1) : name;
  return `${type.split('/').at(-1)} ${shown.length > 40 ? `${shown.slice(0, 39)}…` : shown}`;
}

/**
 * A deployment in a template. Its template's expressions are the outer one's unless it asks for its own, so that only
 * then it is a template by itself.
 */
function deployment(
  node: Mapping,
  { start, end, name }: { start: number; end: number; name: string },
  within: Within,
): readonly Header[] {
  const inner = nodeAt(node, 'properties', 'template');
  const link = text(nodeAt(node, 'properties', 'templateLink', 'relativePath'));
  const scope = text(nodeAt(node, 'properties', 'expressionEvaluationOptions', 'scope'));
  const called = (target: string): readonly Header[] => {
    const note = { is: 'module', name, address: name, caller: within.template, target };
    return [
      { kind: 'symbol', key: symbolKey(within.template, name), start, end, note },
      { kind: 'call', key: target, start, end, note },
    ];
  };
  if (link !== undefined) {
    const target = resolvePath(dirOf(within.path), link);
    return target === undefined ? [] : called(target);
  }
  if (inner?.type !== 'mapping') return [];
  if (scope?.toLowerCase() === 'inner') {
    const template = `${within.template}!${name}`;
    const own = inner.entries.flatMap(({ key, value }) =>
      value ? topHeaders(nameOf(key), value, { path: within.path, template, depth: within.depth + 1 }) : [],
    );
    return [...called(template), ...own];
  }
  const note = { is: 'deployment', name, address: name };
  const list = entryOf(inner, 'resources')?.value;
  const above = { name, type: '' };
  // without a group of its own the schema says what the template is for
  const group = nodeAt(node, 'properties', 'template', '$schema');
  const reach = nodeAt(node, 'resourceGroup') || !group ? '' : (scopeOfSchema(text(group) ?? '') ?? '');
  return [
    { kind: 'symbol', key: symbolKey(within.template, name), start, end, note },
    ...(list ? resources(list, { ...within, depth: within.depth + 1, parent: above, reach }) : []),
  ];
}
