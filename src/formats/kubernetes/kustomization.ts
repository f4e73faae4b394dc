import { type Node, nodeAt } from '../../document/data';

/** Files that a kustomization merges into others: what they leave out is written elsewhere. Root-relative paths. */
export function patchesOf(root: Node | undefined, path: string): readonly string[] {
  const dir = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) => {
    const list = nodeAt(root, key);
    if (list?.type !== 'sequence') return [];
    return list.items.flatMap((item) => {
      const file = item.type === 'scalar' ? item : nodeAt(item, 'path');
      // a strategic merge patch may be written in place; such a text has several lines
      if (file?.type !== 'scalar' || typeof file.value !== 'string' || file.value.includes('\n')) return [];
      return [join(dir, file.value)];
    });
  });
}

function join(dir: string, file: string): string {
  const steps = dir === '' ? [] : dir.split('/');
  for (const step of file.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
