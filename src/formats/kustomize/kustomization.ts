import { type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import type { Header, Section } from '../format';
import { scanObjects } from '../kubernetes/scan';
import { dirOf, pathFrom } from '../relative-path';

/**
 * What a kustomization says is asked for from other folders, in either direction, so it is found in this scope:
 * - `uses`, by the path that is used: a file or folder, by which folder, as `resource`, `component` or `patch`;
 * - `used`, by the folder that uses: the same the other way round;
 * - `patch`, by the folder: one patch and what it is for;
 * - `sets`, by the folder: namespace, prefix and suffix of everything in it.
 */
export const KUSTOMIZATIONS = '';

export const isKustomization = (path: string): boolean => /(?:^|\/)kustomization\.ya?ml$/i.test(path);

/** Lists of a kustomization that name files or folders, and what these are to it. */
const USES: readonly (readonly [key: string, as: 'resource' | 'component'])[] = [
  ['resources', 'resource'],
  ['bases', 'resource'],
  ['components', 'component'],
];

/** The headers of a section of a kustomization. */
export function kustomizationHeaders(section: Section, path: string): readonly Header[] {
  const document = section.document();
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  if (root?.type !== 'mapping') return [];
  const folder = dirOf(path);
  const uses = USES.flatMap(([key, as]) => itemsOf(root, key).flatMap((item) => used(item, folder, plain(item), as)));
  const headers = [
    ...uses,
    ...itemsOf(root, 'patchesStrategicMerge').flatMap((item) => patch(item, item, undefined, folder)),
    ...['patches', 'patchesJson6902'].flatMap((key) =>
      itemsOf(root, key).flatMap((item) => {
        const content = nodeAt(item, 'path') ?? nodeAt(item, 'patch');
        return content ? patch(item, content, nodeAt(item, 'target'), folder) : [];
      }),
    ),
    ...sets(root, folder),
  ];
  return headers.sort((a, b) => a.start - b.start);
}

const itemsOf = (root: Node, key: string): readonly Node[] => {
  const list = nodeAt(root, key);
  return list?.type === 'sequence' ? list.items : [];
};

const plain = (node: Node | undefined): string => (node?.type === 'scalar' && node.value !== null ? nameOf(node) : '');

/** One file or folder that is used, in both directions. What lies elsewhere is out of reach. */
function used({ start, end }: Node, folder: string, written: string, as: string): readonly Header[] {
  const target = join(folder, written);
  if (target === undefined) return [];
  return [
    { kind: 'uses', key: target, start, end, scope: KUSTOMIZATIONS, note: { by: folder, as } },
    { kind: 'used', key: folder, start, end, scope: KUSTOMIZATIONS, note: { target, as } },
  ];
}

/** A patch: written in place as a text of several lines or a list of operations, else the name of a file. */
function patch(item: Node, content: Node, target: Node | undefined, folder: string): readonly Header[] {
  const text = plain(content);
  const inline = /[\n{]/.test(text);
  const file = inline ? undefined : join(folder, text);
  if (!inline && file === undefined) return [];
  const said = inline && !target ? scanObjects(text)[0] : undefined;
  const own: Header = {
    ...{ kind: 'patch', key: folder, start: item.start, end: item.end, scope: KUSTOMIZATIONS },
    note: {
      file: file ?? '',
      targeted: target !== undefined,
      kind: target ? plain(nodeAt(target, 'kind')) : (said?.kind ?? ''),
      name: target ? plain(nodeAt(target, 'name')) : (said?.name ?? ''),
    },
  };
  return file === undefined ? [own] : [own, ...used(item, folder, text, 'patch')];
}

function sets(root: Mapping, folder: string): readonly Header[] {
  const [namespace, prefix, suffix] = ['namespace', 'namePrefix', 'nameSuffix'].map((key) => nodeAt(root, key));
  const first = namespace ?? prefix ?? suffix;
  if (!first) return [];
  const { start, end } = first;
  const note = { namespace: plain(namespace), prefix: plain(prefix), suffix: plain(suffix) };
  return [{ kind: 'sets', key: folder, start, end, scope: KUSTOMIZATIONS, note }];
}

/** A path from a folder on; undefined for an address, or one that leads out of everything that is read. */
const join = (folder: string, written: string): string | undefined =>
  written === '' || /:\/\/|\?ref=|^[\w.-]+@|^github\.com\//.test(written) ? undefined : pathFrom(folder, written);
