import { dirOf } from '../relative-path';

const within = (dir: string, name: string): string => (dir === '' ? name : `${dir}/${name}`);

const BOUNDS = ['Chart.yaml', 'kustomization.yaml', 'kustomization.yml'];
/** A chart that is part of another: `shop/charts/redis`. */
const PART = /^(?:(.*)\/)?charts\/[^/]+$/;

/**
 * What is deployed together, as far as a file lies in it: the folder of the nearest chart or kustomization, that of the chart around
 * it for one in `charts`, else everything.
 */
export function clusterScope(path: string, has: (path: string) => boolean): string {
  for (let dir = dirOf(path); dir !== ''; dir = dirOf(dir)) {
    if (!BOUNDS.some((name) => has(within(dir, name)))) continue;
    for (let part = PART.exec(dir); part && has(within(part[1] ?? '', 'Chart.yaml')); part = PART.exec(dir)) {
      dir = part[1] ?? '';
    }
    return dir;
  }
  return '';
}
