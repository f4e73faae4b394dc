import type { Header, Opened, Section } from '../../declaration';
import type { Entry, Node } from '../../document/data';
import type { Attribute, Block, HclDocument } from '../../document/hcl';
import { attributeOf, blockOf, mappingsOf } from './json-tree';
import { callNote, moved, movedEntry } from './notes';
import { isAutomatic, isOverride, isValues, REPLACED } from './paths';
import { VALUES, WAY, WIDE, wideHeader } from './wide';

/** Blocks that are declarations, with what names them. */
const LABELLED: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  module: 1,
  output: 1,
  provider: 1,
};

/** Kinds whose name begins with it: `data.aws_iam_policy_document.x`. Others are named by their labels alone. */
const keyOf = (kind: string, labels: readonly string[]): string =>
  (kind === 'data' ? ['data', ...labels] : labels).join('.');

/** The declarations of a section of any of Terraform's files. */
export function read(section: Section, path: string, scope: string): readonly Header[] {
  if (scope === REPLACED) return [];
  const headers = headersOf(section, path);
  if (isValues(path)) return isAutomatic(path) ? headers : named(headers, path);
  return isOverride(path) ? overriding(headers) : headers;
}

/** Values of a file that somebody names on a command line: they count in the runs of that file alone. */
function named(values: readonly Header[], path: string): readonly Header[] {
  const [first] = values;
  if (!first) return [];
  const { start, end } = first;
  return [
    { kind: WAY, key: VALUES, start, end },
    ...values.map((value) => ({ ...value, key: valueKey(value.key, path) })),
  ];
}

/** The key of a value that a file sets: its name, with the file where that is named on a command line. */
export const valueKey = (name: string, file: string | undefined): string =>
  file === undefined ? name : `${name} in ${file}`;

/** What an override file says about what others declare. A local is one value, so that there the file's own counts. */
const overriding = (headers: readonly Header[]): readonly Header[] =>
  headers.flatMap((header): readonly Header[] => {
    if (header.kind === 'local') return [header];
    if (header.kind === WIDE || header.kind === WAY) return [];
    return [wideHeader('override', header, header.kind, header.key)];
  });

function headersOf(section: Section, path: string): readonly Header[] {
  const document = section.document();
  if (document.syntax === 'hcl') return isValues(path) ? hclValues(document) : hclDeclarations(document, path);
  if (document.syntax !== 'json') return [];
  const root = document.roots[0];
  if (isValues(path)) {
    return mappingsOf(root).flatMap(({ entries }) => entries.map((entry) => single('value', entry)));
  }
  const [above] = section.under;
  return above === undefined
    ? mappingsOf(root).flatMap(({ entries }) =>
        entries.flatMap((entry) => jsonNamed(String(entry.key.value), entry.value, path, document.text)),
      )
    : jsonNamed(above, root, path, document.text);
}

const single = (kind: string, { start, end, key }: Entry): Header => ({ kind, key: String(key.value), start, end });

const hclValues = ({ body }: HclDocument): readonly Header[] =>
  body.items.flatMap((item) =>
    item.type === 'attribute' ? [{ kind: 'value', key: item.name, start: item.start, end: item.end }] : [],
  );

/** Whether instances may differ in more than their address, so that each has to be looked at. */
const INSTANCES = /\b(each\.(key|value)|count\.index)\b/;
const MANY = new Set(['resource', 'data', 'module']);

function hclDeclarations({ body, text }: HclDocument, path: string): readonly Header[] {
  return body.items.flatMap((item): readonly Header[] => {
    if (item.type === 'attribute') return [];
    if (item.name === 'locals') {
      return item.body.items.flatMap((local) =>
        local.type === 'attribute' ? [{ kind: 'local', key: local.name, start: local.start, end: local.end }] : [],
      );
    }
    if (item.name === 'moved') return moved(item, text);
    if (!Object.hasOwn(LABELLED, item.name) || item.labels.length !== LABELLED[item.name]) return [];
    return block(item, path, text);
  });
}

/** The header of a block, and one more of a call where the module that it calls finds it. */
function block(item: Block, path: string, text: string): readonly Header[] {
  const { name: kind, start, end } = item;
  const key = keyOf(
    kind,
    item.labels.map(({ value }) => value),
  );
  const isMany = MANY.has(kind) && INSTANCES.test(text.slice(start, end));
  const own = { head: item.head.end - item.head.start, ...(isMany ? { instances: true } : {}) };
  if (kind !== 'module') return [{ kind, key, start, end, note: own }];
  const note = { ...own, ...callNote(item, path) };
  const header = { kind, key, start, end, note };
  return note.calls && note.use ? [header, { kind: WAY, key, start, end, scope: note.calls }] : [header];
}

/** What stands below a top-level key: names, or types with names below them. */
function jsonNamed(kind: string, value: Node | undefined, path: string, text: string): readonly Header[] {
  if (kind === 'moved') return mappingsOf(value).flatMap((mapping) => movedEntry(mapping));
  const depth = kind === 'locals' ? 1 : Object.hasOwn(LABELLED, kind) ? LABELLED[kind] : undefined;
  if (depth === undefined) return [];
  const named = (node: Node | undefined, left: number, labels: readonly string[]): readonly Header[] =>
    mappingsOf(node).flatMap(({ entries }) =>
      entries
        .filter(({ key }) => key.value !== '//')
        .flatMap((entry): readonly Header[] => {
          if (kind === 'locals') return [single('local', entry)];
          const all = [...labels, String(entry.key.value)];
          if (left > 1) return named(entry.value, left - 1, all);
          return block(blockOf(entry, kind, all), path, text);
        }),
    );
  return named(value, depth, []);
}

/** What an opened declaration is in the tree of its section. */
export function treeOf({ declaration, section, span }: Opened): Attribute | Block | undefined {
  const document = section.document();
  if (document.syntax === 'hcl') {
    for (const item of document.body.items) {
      if (item.start === span.start) return item;
      if (item.type === 'block' && item.start < span.start && span.end <= item.end) {
        return item.body.items.find(({ start }) => start === span.start);
      }
    }
    return undefined;
  }
  if (document.syntax !== 'json') return undefined;
  const entry = entryAt(document.roots[0], span.start);
  if (!entry) return undefined;
  const block = declaration.kind !== 'local' && declaration.kind !== 'value';
  return block ? blockOf(entry, declaration.kind, declaration.key.split('.')) : attributeOf(entry);
}

function entryAt(node: Node | undefined, start: number): Entry | undefined {
  for (const mapping of mappingsOf(node)) {
    for (const entry of mapping.entries) {
      if (entry.start === start) return entry;
      if (entry.start < start && start < entry.end) return entryAt(entry.value, start);
    }
  }
  return undefined;
}
