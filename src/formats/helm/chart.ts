import { type Node, nameOf, nodeAt } from '../../document/data';
import type { Header, Lookup, Section } from '../format';
import { dirOf } from '../relative-path';

/** The folder of the chart that a file belongs to. */
export function chartOf(path: string): string {
  const folder = /^(?:(.*)\/)?templates\//.exec(path);
  return folder ? (folder[1] ?? '') : dirOf(path);
}

/** A chart inside of another. */
const PART = /^(?:(.*)\/)?charts\/([^/]+)$/;

/** What `Chart.yaml` says: `chart` by the chart's folder, and `part` by the folder of each chart that it depends on. */
export function chartHeaders(section: Section, path: string): readonly Header[] {
  const document = section.document();
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  if (!root) return [];
  const chart = chartOf(path);
  const said = (...names: string[]) => names.map((name): [string, string] => [name, plain(nodeAt(root, name))]);
  const dependencies = nodeAt(root, 'dependencies');
  const parts = dependencies?.type === 'sequence' ? dependencies.items : [];
  return [
    {
      ...{ kind: 'chart', key: chart, start: root.start, end: root.end },
      note: Object.fromEntries(said('name', 'version', 'appVersion')),
    },
    ...parts.map((part): Header => {
      const name = plain(nodeAt(part, 'name'));
      const key = `${chart === '' ? '' : `${chart}/`}charts/${name}`;
      const note = { as: plain(nodeAt(part, 'alias')) || name, condition: plain(nodeAt(part, 'condition')) };
      return { kind: 'part', key, start: part.start, end: part.end, note };
    }),
  ];
}

const plain = (node: Node | undefined): string => (node?.type === 'scalar' && node.value !== null ? nameOf(node) : '');

/** The chart around one, what this one is called in it, and the values that switch it on. */
export interface Above {
  readonly chart: string;
  readonly name: string;
  readonly conditions: readonly string[];
}

/** The chart that a chart is a part of, by its place in a folder `charts`. */
export function above(chart: string, look: Lookup): Above | undefined {
  const [, around = '', folder] = PART.exec(chart) ?? [];
  if (folder === undefined) return undefined;
  const part = look.look('part', chart)[0]?.note;
  const conditions = String(part?.condition ?? '').split(',');
  return { chart: around, name: String(part?.as ?? folder), conditions: conditions.flatMap((one) => one.trim() || []) };
}

/** `.Chart.Name` and the like, or undefined. */
export function chartField(chart: string, name: string, look: Lookup): string | undefined {
  const note = look.look('chart', chart)[0]?.note;
  const said = note?.[`${name.slice(0, 1).toLowerCase()}${name.slice(1)}`];
  return said === undefined || said === '' ? undefined : String(said);
}
