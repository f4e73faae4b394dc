import type { Header, Opened, Section } from '../../declaration';
import type { Entry, Node } from '../../document/data';
import type { Attribute, Block, HclDocument } from '../../document/hcl';
import type { Span } from '../../place';
import { attributeOf, blockOf, mappingsOf } from './json-tree';

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

/** Files whose blocks only change what others declare; what they change is left as it is written there. */
const isOverride = (path: string): boolean => /(^|\/|_)override\.tf(\.json)?$/.test(path);
const isValues = (path: string): boolean => path.endsWith('.tfvars') || path.endsWith('.tfvars.json');
/** Value files that Terraform reads by itself, in the order of their weight. Others are named on a command line, or not. */
const isAutomatic = (path: string): boolean => /(^|\/)terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(path);

/** The declarations of a section of any of Terraform's files. */
export function read(section: Section, path: string): readonly Header[] {
  if (isOverride(path) || (isValues(path) && !isAutomatic(path))) return [];
  const document = section.document();
  if (document.syntax === 'hcl') return isValues(path) ? hclValues(document) : hclDeclarations(document);
  if (document.syntax !== 'json') return [];
  const root = document.roots[0];
  if (isValues(path)) {
    return mappingsOf(root).flatMap(({ entries }) => entries.map((entry) => single('value', entry)));
  }
  const [above] = section.under;
  return above === undefined
    ? mappingsOf(root).flatMap(({ entries }) =>
        entries.flatMap((entry) => jsonNamed(String(entry.key.value), entry.value, document.text)),
      )
    : jsonNamed(above, root, document.text);
}

const single = (kind: string, { start, end, key }: Entry): Header => ({ kind, key: String(key.value), start, end });

const hclValues = ({ body }: HclDocument): readonly Header[] =>
  body.items.flatMap((item) =>
    item.type === 'attribute' ? [{ kind: 'value', key: item.name, start: item.start, end: item.end }] : [],
  );

/** Whether instances may differ in more than their address, so that each has to be looked at. */
const INSTANCES = /\b(each\.(key|value)|count\.index)\b/;

function noteOf(kind: string, head: number, text: string, { start, end }: Span): NonNullable<Header['note']> {
  const isMany = (kind === 'resource' || kind === 'data') && INSTANCES.test(text.slice(start, end));
  return isMany ? { head, instances: true } : { head };
}

function hclDeclarations({ body, text }: HclDocument): readonly Header[] {
  return body.items.flatMap((item): readonly Header[] => {
    if (item.type === 'attribute') return [];
    if (item.name === 'locals') {
      return item.body.items.flatMap((local) =>
        local.type === 'attribute' ? [{ kind: 'local', key: local.name, start: local.start, end: local.end }] : [],
      );
    }
    if (LABELLED[item.name] === undefined || item.labels.length !== LABELLED[item.name]) return [];
    const labels = item.labels.map(({ value }) => value);
    const note = noteOf(item.name, item.head.end - item.head.start, text, item);
    return [{ kind: item.name, key: keyOf(item.name, labels), start: item.start, end: item.end, note }];
  });
}

/** What stands below a top-level key: names, or types with names below them. */
function jsonNamed(kind: string, value: Node | undefined, text: string): readonly Header[] {
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
          const note = noteOf(kind, entry.key.end - entry.key.start, text, entry);
          return [{ kind, key: keyOf(kind, all), start: entry.start, end: entry.end, note }];
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
