import type { Header, Section } from '../../declaration';
import { type Entry, type Node, nameOf } from '../../document/data';

/** `action.yml` beside what it runs; everything else that this format reads is a workflow. */
export const isAction = (path: string): boolean => /(?:^|\/)action\.ya?ml$/i.test(path);

/** The mapping of a section. */
function rootOf(section: Section): Node | undefined {
  const document = section.document();
  return document.syntax === 'yaml' ? document.roots.find((root) => root?.type === 'mapping') : undefined;
}

const entriesOf = (node: Node | undefined): readonly Entry[] => (node?.type === 'mapping' ? node.entries : []);

/**
 * The declarations of a section: each job; the entry that makes the file what it is (`on` of a workflow, `runs` of an
 * action); each other entry of the top as a `part`, by its key. A large file comes in sections that hold the children
 * of one entry: those are parts by both keys, `on.push`.
 */
export function headersIn(section: Section, path: string): readonly Header[] {
  const action = isAction(path);
  const entries = entriesOf(rootOf(section));
  const above = section.under.join('.');
  if (above === 'jobs' && !action) return entries.map((entry) => header('job', nameOf(entry.key), entry));
  return entries.flatMap((entry) => {
    const name = nameOf(entry.key);
    if (above !== '') return [header('part', `${above}.${name}`, entry)];
    if (name === 'jobs' && !action) {
      return entriesOf(entry.value).map((job) => header('job', nameOf(job.key), job));
    }
    if (name === (action ? 'runs' : 'on')) return [header(action ? 'action' : 'workflow', '', entry)];
    return [header('part', name, entry)];
  });
}

const header = (kind: string, key: string, { start, end }: Entry): Header => ({ kind, key, start, end });

/** The entry that a declaration stands for, by where it begins. */
export function entryAt(section: Section, start: number): Entry | undefined {
  const top = entriesOf(rootOf(section));
  const jobs = top.filter(({ key }) => nameOf(key) === 'jobs').flatMap(({ value }) => entriesOf(value));
  return [...top, ...jobs].find((entry) => entry.start === start);
}
