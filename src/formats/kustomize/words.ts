import { type Node, nameOf, nodeAt } from '../../document/data';
import { pathFrom } from '../relative-path';

/** The scope in which kustomizations are found from everywhere. */
export const KUSTOMIZATIONS = '';

/** The items of a list below a key. */
export const itemsOf = (root: Node | undefined, key: string): readonly Node[] => {
  const list = nodeAt(root, key);
  return list?.type === 'sequence' ? list.items : [];
};

/** A single value as text, empty for nothing. */
export const plainText = (node: Node | undefined): string =>
  node?.type === 'scalar' && node.value !== null ? nameOf(node) : '';

/** A path from a folder on; undefined for an address, or one that leads out of everything that is read. */
export const fileFrom = (folder: string, written: string): string | undefined =>
  written === '' || /:\/\/|\?ref=|^[\w.-]+@|^github\.com\//.test(written) ? undefined : pathFrom(folder, written);
