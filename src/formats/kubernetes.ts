import type { Header, Section } from '../declaration';
import { type Node, nameOf, nodeAt } from '../document/data';
import type { Span } from '../place';
import { writeData } from './data-edit';
import type { Format } from './format';
import { patchesOf } from './kubernetes/kustomization';
import { keyOf, namespaceOf, typeOf } from './kubernetes/names';
import { lateObject, nodeOf } from './kubernetes/object';
import { type Scanned, scanObjects } from './kubernetes/scan';

const KUSTOMIZATION = /(?:^|\/)kustomization\.ya?ml$/i;
const IN_CHART_TEMPLATES = /(?:^|\/)templates\//;
/** Manifests of Kubernetes objects in YAML, one or many in a file, lists included. Custom resource definitions and kustomizations give no resources. */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes',
  syntax: 'yaml',
  recognises(path, text) {
    if (!/\.ya?ml$/i.test(path)) return false;
    if (KUSTOMIZATION.test(path)) return true;
    if (!/^\uFEFF?kind[ \t]*:/m.test(text) || !/^\uFEFF?apiVersion[ \t]*:/m.test(text)) return false;
    if (IN_CHART_TEMPLATES.test(path) && isTemplate(text)) return false;
    return scanObjects(text).length > 0;
  },
  scope(path, has) {
    for (let dir = parent(path); ; dir = parent(dir)) {
      const prefix = dir === '' ? '' : `${dir}/`;
      const bounds = ['Chart.yaml', 'kustomization.yaml', 'kustomization.yml'];
      if (dir === '' || bounds.some((name) => has(prefix + name))) return dir;
    }
  },
  read(section, path) {
    if (KUSTOMIZATION.test(path)) return [kustomization(section, path)];
    return scanObjects(section.text).flatMap((found) => headersOf(found, section));
  },
  link(declaration, look) {
    if (declaration.kind !== 'object') return [];
    const patched = look.look('kustomization').some(({ note }) => list(note.patches).includes(declaration.path));
    // a patch says only what differs, so what it leaves out is no choice of its own
    return patched ? [] : [lateObject(declaration, look)];
  },
  write: writeData,
};

const parent = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

const list = (note: unknown): readonly string[] => (typeof note === 'string' ? note.split('\n') : []);

/** Whether a template engine fills something in: `{{` outside quoted strings and comments. */
function isTemplate(text: string): boolean {
  let quote = '';
  let comment = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const begins = at === 0 || /[\s[{,:]/.test(text[at - 1]!); // an apostrophe inside a word quotes nothing
    if (char === '\n') {
      quote = '';
      comment = false;
    } else if (comment) continue;
    else if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (begins && (char === '"' || char === "'")) quote = char;
    else if (begins && char === '#') comment = true;
    else if (char === '{' && text[at + 1] === '{') return true;
  }
  return false;
}

function kustomization(section: Section, path: string): Header {
  const document = section.document();
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  return {
    kind: 'kustomization',
    key: '',
    start: 0,
    end: section.text.length,
    note: { patches: patchesOf(root, path).join('\n') },
  };
}

function headersOf(found: Scanned, section: Section): readonly Header[] {
  const { apiVersion, kind } = found;
  if (kind === 'CustomResourceDefinition') return [];
  const isList = kind.endsWith('List');
  if (!isList && !found.opaque) return [header(found, apiVersion, kind, found.name, found.namespace)];
  const document = section.document();
  const node = document.syntax === 'yaml' ? nodeOf(document, found.start, found.end) : undefined;
  const items = isList ? nodeAt(node, 'items') : undefined;
  if (items?.type !== 'sequence') return isList || !node ? [] : [headerOf(node, found)];
  return items.items.flatMap((item) => {
    const own = plain(nodeAt(item, 'kind'));
    // the entries of a typed list (`RoleList`) may leave out what the list says
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
  const namespace = namespaceOf(type, written);
  return {
    kind: 'object',
    key: keyOf(type, namespace, name),
    start,
    end,
    note: { type, kind, name, namespace },
  };
}
