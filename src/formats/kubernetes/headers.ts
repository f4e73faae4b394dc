import type { Header, Section } from '../../declaration';
import { type Node, nameOf, nodeAt } from '../../document/data';
import type { Span } from '../../place';
import { keyOf, namespaceOf, typeOf } from './names';
import { isData, nodeOf } from './node';
import { type Scanned, scanObjects } from './scan';

/** What new kinds are declared with: no object of a cluster's work. */
const DEFINITION = 'CustomResourceDefinition';

/** The objects of a section. `lines` is its text, or what is left of it when a template engine's words are taken out. */
export const headersIn = (section: Section, lines: string): readonly Header[] =>
  scanObjects(lines).flatMap((found) => headersOf(found, section));

/** The objects of a JSON text, which is one of them or a list. */
export function headersInJson(section: Section): readonly Header[] {
  const document = section.document();
  const root = document.syntax === 'json' ? document.roots[0] : undefined;
  const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((key) => plain(nodeAt(root, key)));
  if (!root || apiVersion === '' || kind === '') return [];
  const { start, end } = root;
  return headersOf({ start, end, apiVersion, kind, name: '', namespace: '', opaque: true }, section);
}

function headersOf(found: Scanned, section: Section): readonly Header[] {
  const { apiVersion, kind } = found;
  if (kind === DEFINITION) return [];
  const isList = kind.endsWith('List');
  if (!isList && !found.opaque) return [header(found, apiVersion, kind, found.name, found.namespace)];
  const document = section.document();
  const node = isData(document) ? nodeOf(document, found.start, found.end) : undefined;
  const items = isList ? nodeAt(node, 'items') : undefined;
  if (items?.type !== 'sequence') return isList || !node ? [] : [headerOf(node, found)];
  return items.items.flatMap((item) => {
    const own = plain(nodeAt(item, 'kind'));
    // the entries of a typed list (`RoleList`) may leave out what the list says
    if (own === DEFINITION) return [];
    return own || kind !== 'List' ? [headerOf(item, { ...found, kind: kind.slice(0, -'List'.length) })] : [];
  });
}

function headerOf(node: Node, above: Scanned): Header {
  const apiVersion = plain(nodeAt(node, 'apiVersion')) || above.apiVersion;
  const kind = plain(nodeAt(node, 'kind')) || above.kind;
  return header(
    node,
    apiVersion,
    kind,
    plain(nodeAt(node, 'metadata', 'name')),
    plain(nodeAt(node, 'metadata', 'namespace')),
  );
}

const plain = (node: Node | undefined): string => (node?.type === 'scalar' && node.value !== null ? nameOf(node) : '');

function header({ start, end }: Span, apiVersion: string, kind: string, name: string, written: string): Header {
  const type = typeOf(apiVersion, kind);
  // one that a template fills in is said from outside, as one that is left out
  const namespace = namespaceOf(type, written.includes('{{') ? '' : written);
  return {
    kind: 'object',
    key: keyOf(type, namespace, name),
    start,
    end,
    note: { type, kind, name, namespace },
  };
}
