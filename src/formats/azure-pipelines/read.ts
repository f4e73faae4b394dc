import type { Header, Section } from '../../declaration';
import { entriesOf, entryOf, type Mapping, type Node, nameOf } from '../../document/data';
import type { Span } from '../../place';
import { relativeTo } from '../relative-path';
import { mappingsIn, textAt } from '../yaml-walk';

/** Entries of the top that others ask for. */
const PARTS = new Set(['variables', 'trigger']);

const rootsOf = (section: Section): readonly Node[] => {
  const document = section.document();
  return document.syntax === 'yaml' ? document.roots.flatMap((root) => root ?? []) : [];
};

export const isJob = (mapping: Mapping): boolean => !!(entryOf(mapping, 'job') ?? entryOf(mapping, 'deployment'));

/** What a job is called; a template that takes steps stands for the job that it makes of them. */
const jobName = (mapping: Mapping): string =>
  textAt(mapping, 'job') ?? textAt(mapping, 'deployment') ?? textAt(mapping, 'template') ?? '';

/** The file that `template:` names; undefined for those of other repositories. */
function calledBy(named: string, path: string): string | undefined {
  const [file = '', repository = 'self'] = named.split('@');
  if (repository !== 'self' || file.includes('${{')) return undefined;
  return file.startsWith('/') ? file.slice(1) : relativeTo(path, file);
}

/** Something in a file, as all files know it. */
export const keyIn = (path: string, name: string): string => `${path}#${name}`;

/**
 * The declarations of a section: each job, the steps of the top, each template that is called outside of a job, since it may be
 * given steps, as `job`; what is called as `call`, by its path; variables and triggers as a `part`.
 */
export function readPipeline(section: Section, path: string): readonly Header[] {
  const headers: Header[] = [];
  const add = (kind: string, name: string, { start, end }: Span) => headers.push({ kind, key: name, start, end });
  for (const root of rootsOf(section)) {
    if (section.under.length === 0 && root.type === 'mapping') {
      for (const entry of entriesOf(root)) {
        const name = nameOf(entry.key);
        if (PARTS.has(name)) add('part', keyIn(path, name), entry);
        if (name === 'steps' && entry.value) add('job', keyIn(path, ''), entry.value);
      }
    }
    const inJobs = new Set([...mappingsIn(root)].filter(isSteps).flatMap((one) => [...mappingsIn(one)]));
    for (const mapping of mappingsIn(root)) {
      const called = calledBy(textAt(mapping, 'template') ?? '@', path);
      if (called !== undefined) add('call', called, mapping);
      const isOutside = called !== undefined && !inJobs.has(mapping);
      if (isJob(mapping) || isOutside) add('job', keyIn(path, jobName(mapping)), mapping);
    }
  }
  return headers;
}

/** Whether what lies in a mapping belongs to steps that are found with it. */
const isSteps = (mapping: Mapping): boolean => isJob(mapping) || entryOf(mapping, 'steps') !== undefined;

/** The node that a declaration stands for, by where it begins. */
export function nodeStarting(section: Section, start: number, kind: string): Node | undefined {
  const tops = rootsOf(section).flatMap((root) => (root.type === 'mapping' ? entriesOf(root) : []));
  if (kind === 'part') return tops.find((entry) => entry.start === start)?.value;
  const steps = tops.find(({ key, value }) => nameOf(key) === 'steps' && value?.start === start)?.value;
  if (steps && kind === 'job') return steps;
  for (const root of rootsOf(section)) {
    for (const mapping of mappingsIn(root)) {
      if (mapping.start === start && (isJob(mapping) || entryOf(mapping, 'template'))) return mapping;
    }
  }
  return undefined;
}
