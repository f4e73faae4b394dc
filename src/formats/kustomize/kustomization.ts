import { type Mapping, type Node, nodeAt } from '../../document/data';
import type { Header, Section } from '../format';
import { scanObjects } from '../kubernetes/scan';
import { dirOf } from '../relative-path';
import { alterationHeaders } from './alterations';
import { fileFrom, itemsOf, KUSTOMIZATIONS, plainText } from './words';

/**
 * What a kustomization says is asked for from other folders, in either direction, so it is found in this scope:
 * - `uses`, by the path that is used: a file or folder, by which folder, as `resource`, `component` or `patch`;
 * - `used`, by the folder that uses: the same the other way round;
 * - `patch`, by the folder: one patch and what it is for;
 * - `sets`, by the folder: namespace, prefix and suffix of everything in it, and whether it does more than that;
 * - `alters`, `generated`, `variable`: see `alterations.ts`.
 */

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
  const uses = USES.flatMap(([key, as]) =>
    itemsOf(root, key).flatMap((item) => used(item, folder, plainText(item), as)),
  );
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

/** One file or folder that is used, in both directions. What lies elsewhere is out of reach. */
function used({ start, end }: Node, folder: string, written: string, as: string): readonly Header[] {
  const target = fileFrom(folder, written);
  if (target === undefined) return [];
  return [
    { kind: 'uses', key: target, start, end, scope: KUSTOMIZATIONS, note: { by: folder, as } },
    { kind: 'used', key: folder, start, end, scope: KUSTOMIZATIONS, note: { target, as } },
  ];
}

/** A patch: written in place as a text of several lines or a list of operations, else the name of a file. */
function patch(item: Node, content: Node, target: Node | undefined, folder: string): readonly Header[] {
  const text = plainText(content);
  const inline = /[\n{]/.test(text);
  const file = inline ? undefined : fileFrom(folder, text);
  if (!inline && file === undefined) return [];
  const said = inline && !target ? scanObjects(text)[0] : undefined;
  const own: Header = {
    ...{ kind: 'patch', key: folder, start: item.start, end: item.end, scope: KUSTOMIZATIONS },
    note: {
      file: file ?? '',
      targeted: target !== undefined,
      kind: target ? plainText(nodeAt(target, 'kind')) : (said?.kind ?? ''),
      name: target ? plainText(nodeAt(target, 'name')) : (said?.name ?? ''),
      labels: plainText(nodeAt(target, 'labelSelector')),
      annotations: plainText(nodeAt(target, 'annotationSelector')),
    },
  };
  return file === undefined ? [own] : [own, ...used(item, folder, text, 'patch')];
}

function sets(root: Mapping, folder: string): readonly Header[] {
  const alterations = alterationHeaders(root, folder);
  const [namespace, prefix, suffix] = ['namespace', 'namePrefix', 'nameSuffix'].map((key) => nodeAt(root, key));
  const alters = alterations.some(({ kind }) => kind === 'alters');
  const first = namespace ?? prefix ?? suffix ?? (alters ? root : undefined);
  if (!first) return alterations;
  const { start, end } = first;
  const said = { namespace: plainText(namespace), prefix: plainText(prefix), suffix: plainText(suffix) };
  const note = alters ? { ...said, alters } : said;
  return [...alterations, { kind: 'sets', key: folder, start, end, scope: KUSTOMIZATIONS, note }];
}
