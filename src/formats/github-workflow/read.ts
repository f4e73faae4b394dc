import type { Header, Section } from '../../declaration';
import { type Entry, type Node, nameOf, nodeAt } from '../../document/data';
import type { Span } from '../../place';
import { calledBy } from './calls';

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
 * action); each other entry of the top as a `part`. A large file comes in sections that hold the children of one entry:
 * each is a `child` of it. What a job or step calls of the same repository is a `call`, by the path that it names. Since all
 * workflows and actions can see each other, keys begin with the file's path.
 */
export function headersIn(section: Section, path: string): readonly Header[] {
  const action = isAction(path);
  const entries = entriesOf(rootOf(section));
  const above = section.under.join('.');
  const job = (entry: Entry): Header[] => [
    header('job', keyIn(path, nameOf(entry.key)), entry),
    ...callsIn(entry.value, path, entry),
  ];
  if (above === 'jobs' && !action) return entries.flatMap(job);
  return entries.flatMap((entry) => {
    const name = nameOf(entry.key);
    if (above !== '') return [{ ...header('child', keyIn(path, above), entry), note: { name } }];
    if (name === 'jobs' && !action) return entriesOf(entry.value).flatMap(job);
    if (name === (action ? 'runs' : 'on')) {
      const calls = action ? callsIn(entry.value, path, entry) : [];
      return [header(action ? 'action' : 'workflow', path, entry), ...calls];
    }
    return [header('part', keyIn(path, name), entry)];
  });
}

const header = (kind: string, key: string, { start, end }: Span): Header => ({ kind, key, start, end });

/** Something in a file, as all files know it. */
export const keyIn = (path: string, name: string): string => `${path}#${name}`;

/** What a job, or the steps of a job or an action, call of their own repository. `step` counts from 0; -1 is the job itself. */
function callsIn(node: Node | undefined, path: string, { key, start, end }: Entry): readonly Header[] {
  const steps = nodeAt(node, 'steps');
  const places = steps?.type === 'sequence' ? steps.items.filter(({ type }) => type === 'mapping') : [];
  const name = isAction(path) ? '' : nameOf(key);
  return [node, ...places].flatMap((place, i): readonly Header[] => {
    const uses = nodeAt(place, 'uses');
    const target = uses?.type === 'scalar' && typeof uses.value === 'string' ? calledBy(uses.value, path) : undefined;
    return target === undefined ? [] : [{ kind: 'call', key: target, start, end, note: { job: name, step: i - 1 } }];
  });
}

/** The entry that a declaration stands for, by where it begins. */
export function entryAt(section: Section, start: number): Entry | undefined {
  const top = entriesOf(rootOf(section));
  const jobs = top.filter(({ key }) => nameOf(key) === 'jobs').flatMap(({ value }) => entriesOf(value));
  return [...top, ...jobs].find((entry) => entry.start === start);
}
