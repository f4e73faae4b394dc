import type { Header, Section } from '../../declaration';
import { type Entry, entriesOf, type Node, nameOf, nodeAt } from '../../document/data';

/** What stands at the top beside services. */
const TOPS = new Set(['version', 'name', 'services', 'networks', 'volumes', 'secrets', 'configs', 'include', 'models']);
/** What the first version of the file has in each service, one of them. */
const MADE_OF = ['image', 'build', 'extends'];

const entriesIn = (node: Node | undefined): readonly Entry[] => (node?.type === 'mapping' ? entriesOf(node) : []);

/** The entries of a section that are services. */
function servicesIn(section: Section): readonly Entry[] {
  const document = section.document();
  if (document.syntax !== 'yaml') return [];
  const above = section.under.join('.');
  const tops = document.roots.flatMap((root) => entriesIn(root));
  if (above !== '') return above === 'services' ? tops : [];
  const services = tops.filter(({ key }) => nameOf(key) === 'services').flatMap(({ value }) => entriesIn(value));
  const first = tops.filter(({ key, value }) => isFirst(nameOf(key), value));
  return [...services, ...first].filter(({ value }) => value?.type === 'mapping');
}

/** Whether an entry of the top is a service, as the first version of the file has it. */
const isFirst = (name: string, node: Node | undefined): boolean =>
  !TOPS.has(name) && !name.startsWith('x-') && MADE_OF.some((key) => nodeAt(node, key) !== undefined);

/** A service, as all files know it. */
export const keyIn = (path: string, service: string): string => `${path}#${service}`;

/** The services of a section. */
export function readServices(section: Section, path: string): readonly Header[] {
  return servicesIn(section).map(({ key, start, end }) => ({
    kind: 'service',
    key: keyIn(path, nameOf(key)),
    start,
    end,
  }));
}

/** The service that begins at an offset. */
export const serviceAt = (section: Section, start: number): Entry | undefined =>
  servicesIn(section).find((entry) => entry.start === start);
