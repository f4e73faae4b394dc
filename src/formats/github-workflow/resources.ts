import type { Entry } from '../../document/data';
import { absentAt, knownAt, type Slot, type Subject, type Value } from '../../facts';
import type { Span } from '../../place';
import type { Data, Fields, Resource } from '../../resource';
import { dataResource, dataValue, type Reading, readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { withExpressions } from './expressions';
import { entryAt } from './read';

/** An entry of a file, opened. */
interface Part {
  readonly entry: Entry;
  readonly reading: Reading;
}

function openPart(declaration: Declaration | undefined, look: Lookup): Part | undefined {
  if (!declaration) return undefined;
  const opened = look.open(declaration);
  const entry = entryAt(opened.section, opened.span.start);
  const place = (span: Span) => placeIn(opened, span);
  return entry && { entry, reading: readingOf(opened, (node) => withExpressions(node, place)) };
}

/** What every resource of a file can ask for: its workflow, its jobs by name. */
const related = (look: Lookup): Pick<Resource, 'find' | 'each'> => ({
  find(type, name) {
    if (type === 'github/job') return made(look.look('job', name), look)[0];
    return type === 'github/workflow' && name === '' ? made(look.look('workflow'), look)[0] : undefined;
  },
  each: (type) => (/^github\/(?:job|workflow)$/.test(type) ? made(look.look(type.slice('github/'.length)), look) : []),
});

const made = (declarations: readonly Declaration[], look: Lookup): readonly Resource[] =>
  declarations.flatMap((declaration) => resourceOf(declaration, look) ?? []);

/** A workflow, a job or an action as a resource; undefined for parts. */
export function resourceOf(declaration: Declaration, look: Lookup): Resource | undefined {
  if (declaration.kind === 'part') return undefined;
  const own = openPart(declaration, look);
  if (!own) return undefined;
  const { kind, key, path, scope } = declaration;
  const steps = path.split('/');
  const address = { job: `jobs.${key}`, workflow: steps.at(-1)!, action: steps.slice(-2).join('/') }[kind]!;
  const subject: Subject = {
    id: kind === 'job' ? address : kind,
    scope,
    dir: steps.slice(0, -1).join('/'),
    address,
    head: own.reading.place(own.entry.key),
  };
  if (kind !== 'job') return fileOf(declaration, own, subject, look);
  return dataResource({
    type: 'github/job',
    subject,
    reading: own.reading,
    node: own.entry.value,
    ...related(look),
  });
}

/** A whole file: its attributes are the entries of its top, each opened when somebody asks for it. */
function fileOf(declaration: Declaration, own: Part, subject: Subject, look: Lookup): Resource {
  const block = own.reading.place(own.entry);
  const slot = (...path: string[]): Slot => ({ block, path });
  const part = (...path: string[]): Part | undefined => openPart(look.look('part', path.join('.')).at(-1), look);
  const main = declaration.kind === 'action' ? 'runs' : 'on';
  const origin = ({ entry, reading }: Part) =>
    dataResource({
      type: `github/${declaration.kind}`,
      subject: { ...subject, head: reading.place(entry.key) },
      reading,
      node: entry.value,
      ...related(look),
    });
  /** The resource that a path leads into, and what is left of the path. */
  const reach = (path: readonly string[]): { into?: Resource; part?: Part | undefined; rest: string[] } => {
    const [first = '', second, ...others] = path;
    const top = first === main ? own : part(first);
    if (!top || top.entry.value) return { ...(top ? { into: origin(top) } : {}), part: top, rest: path.slice(1) };
    // a large file is cut below its large entries
    const child = second === undefined ? undefined : part(first, second);
    return { ...(child ? { into: origin(child) } : {}), part: child ?? top, rest: others };
  };
  /** The children of an entry that stand in sections of their own. */
  const children = (name: string): Value<Data> | undefined => {
    const below = look.look('part').filter(({ key }) => key.startsWith(`${name}.`));
    if (below.length === 0) return undefined;
    const fields = new Map<string, Value<Data>>();
    for (const declared of below) {
      const child = openPart(declared, look);
      const value = child?.entry.value;
      if (!child) continue;
      const at = child.reading.place(child.entry.key);
      fields.set(declared.key.slice(name.length + 1), value ? dataValue(value, child.reading) : absentAt(at));
    }
    return knownAt<Data>({ type: 'fields', fields } satisfies Fields, subject.head);
  };
  return {
    type: `github/${declaration.kind}`,
    subject,
    exists: knownAt(true, subject.head),
    slot,
    get(...path) {
      const found = reach(path);
      let value = found.into?.get(...found.rest);
      if (value?.state === 'unknown') return value;
      if (value?.state !== 'known' && path.length === 1) value = children(path[0]!) ?? value;
      const head = found.part ? found.part.reading.place(found.part.entry.key) : subject.head;
      return { ...(value ?? absentAt<Data>(head)), slot: slot(...path) };
    },
    all(...path) {
      const { into, rest } = reach(path);
      return into?.all(...rest) ?? [];
    },
    json: (value) => value,
    ...related(look),
  };
}
