import { type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import type { Header } from '../format';
import { fileFrom, itemsOf, KUSTOMIZATIONS, plainText } from './words';

/**
 * What a kustomization does to its objects beside patches, names and namespaces, as headers `alters` by its folder. `how`:
 * - `replacement`: takes a field's value from elsewhere; `for` names the kind and name of what it aims at, a line each;
 * - `replacements`: a file of them;
 * - `labels`: adds labels to everything;
 * - `lists`: says with a schema of its own how lists are merged;
 * - `file`: a transformer in a file; `anything`: one that is written in place or lies elsewhere.
 * `generated` stands for a ConfigMap or Secret that is made, `variable` for a name that fields may hold as `$(NAME)`.
 */
export function alterationHeaders(root: Mapping, folder: string): readonly Header[] {
  const header = (node: Node, note: NonNullable<Header['note']>, kind = 'alters'): Header => ({
    ...{ kind, key: folder, start: node.start, end: node.end, scope: KUSTOMIZATIONS, note },
  });
  const openapi = nodeAt(root, 'openapi', 'path');
  const common = nodeAt(root, 'commonLabels');
  return [
    ...itemsOf(root, 'replacements').flatMap((item): readonly Header[] => {
      const path = nodeAt(item, 'path');
      if (!path) return [header(item, { how: 'replacement', for: aimsOf(item) })];
      const file = fileFrom(folder, plainText(path));
      return file === undefined ? [] : [header(item, { how: 'replacements', file })];
    }),
    ...(common ? [header(common, { how: 'labels' })] : []),
    ...itemsOf(root, 'labels').flatMap((item) => {
      const pairs = nodeAt(item, 'pairs');
      return pairs ? [header(pairs, { how: 'labels' })] : [];
    }),
    ...(openapi ? [header(openapi, { how: 'lists' })] : []),
    ...itemsOf(root, 'transformers').flatMap((item) => transformer(item, folder, header)),
    ...itemsOf(root, 'components').flatMap((item) =>
      fileFrom(folder, plainText(item)) === undefined ? [header(item, { how: 'anything' })] : [],
    ),
    ...['configMapGenerator', 'secretGenerator'].flatMap((key) =>
      itemsOf(root, key).map((item) => {
        const kind = key === 'secretGenerator' ? 'Secret' : 'ConfigMap';
        return header(item, { kind, name: plainText(nodeAt(item, 'name')) }, 'generated');
      }),
    ),
    ...itemsOf(root, 'vars').map((item) => header(item, { name: plainText(nodeAt(item, 'name')) }, 'variable')),
  ];
}

/** Transformers that change nothing but labels, names, images and numbers. */
const HARMLESS =
  /^(?:Label|Annotations|ImageTag|Prefix|Suffix|PrefixSuffix|ReplicaCount|SortOrder|LegacyOrder)Transformer$/;

/** Whether a kind of transformer leaves alone what is said of an object. */
export const isHarmless = (kind: string): boolean => HARMLESS.test(kind);

function transformer(
  item: Node,
  folder: string,
  header: (node: Node, note: NonNullable<Header['note']>) => Header,
): readonly Header[] {
  const text = plainText(item);
  if (/[\n{]/.test(text)) {
    const kinds = [...text.matchAll(/^["']?kind["']?[ \t]*:[ \t]*["']?([\w-]+)/gm)].map(([, kind]) => kind!);
    return kinds.length > 0 && kinds.every(isHarmless) ? [] : [header(item, { how: 'anything' })];
  }
  const file = fileFrom(folder, text);
  return [header(item, file === undefined ? { how: 'anything' } : { how: 'file', file })];
}

/** What the targets of a replacement select, a line for each: kind and name, either may be empty. */
function aimsOf(replacement: Node): string {
  return itemsOf(replacement, 'targets')
    .map((target) => ['kind', 'name'].map((key) => plainText(nodeAt(target, 'select', key))).join('\t'))
    .join('\n');
}

/** What a generator gives a key of its data; undefined where it stands in a file or nowhere. */
export function literalOf(generator: Node, key: string): { readonly node: Node; readonly text: string } | undefined {
  for (const node of itemsOf(generator, 'literals')) {
    const text = node.type === 'scalar' ? nameOf(node) : '';
    if (text.startsWith(`${key}=`)) return { node, text: text.slice(key.length + 1).replace(/^(["'])(.*)\1$/s, '$2') };
  }
  return undefined;
}
