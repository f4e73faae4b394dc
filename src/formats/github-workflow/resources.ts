import type { Entry } from '../../document/data';
import { absentAt, knownAt, type Slot, type Subject, type Value } from '../../facts';
import type { Span } from '../../place';
import type { Data, Fields, Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { dataValue, type Reading, readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { calledAs } from './calls';
import { withExpressions } from './expressions';
import { entryAt, keyIn } from './read';

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

/**
 * What every resource of a file can ask for: its workflow, its jobs by name, its action, and with `github/call` each job and
 * step in reach that calls the file. A step's own job is `github/job` without a name.
 */
const related = ({ path }: Declaration, look: Lookup): Pick<Resource, 'find' | 'each'> => ({
  find(type, name) {
    if (type === 'github/job') return made(look.look('job', keyIn(path, name)), look)[0];
    const kind = /^github\/(workflow|action)$/.exec(type)?.[1];
    return kind && name === '' ? made(look.look(kind, path), look)[0] : undefined;
  },
  each: (type) => (type === 'github/call' ? look.look('call', calledAs(path)).flatMap((one) => callOf(one, look)) : []),
});

/** The job or step that a call stands for. */
function callOf({ path, note }: Declaration, look: Lookup): readonly Resource[] {
  const [kind, key] = note.job === '' ? ['action', path] : ['job', keyIn(path, String(note.job))];
  const holder = made(look.look(kind, key), look)[0];
  if (!holder || note.step === -1) return holder ? [holder] : [];
  const step = holder.all(...(note.job === '' ? ['runs', 'steps'] : ['steps']))[Number(note.step)];
  if (!step) return [];
  const find: Resource['find'] = (type, name) =>
    type === holder.type && name === '' ? holder : holder.find(type, name);
  return [{ ...step, type: 'github/step', find }];
}

const made = (declarations: readonly Declaration[], look: Lookup): readonly Resource[] =>
  declarations.flatMap((declaration) => resourceOf(declaration, look) ?? []);

/** A workflow, a job or an action as a resource; undefined for everything else. */
export function resourceOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const { kind, key, path, scope } = declaration;
  if (!/^(?:job|workflow|action)$/.test(kind)) return undefined;
  const own = openPart(declaration, look);
  if (!own) return undefined;
  const steps = path.split('/');
  const name = key.slice(path.length + 1);
  const address = { job: `jobs.${name}`, workflow: steps.at(-1)!, action: steps.slice(-2).join('/') }[kind]!;
  const subject: Subject = {
    id: kind === 'job' ? keyIn(path, address) : path,
    scope,
    // names are the file's own: what two workflows of a folder call the same is not the same
    dir: path,
    address,
    head: own.reading.place(own.entry.key),
  };
  if (kind !== 'job') return fileOf(declaration, own, subject, look);
  return dataResource({
    type: 'github/job',
    subject,
    reading: own.reading,
    node: own.entry.value,
    ...related(declaration, look),
  });
}

/** A whole file: its attributes are the entries of its top, each opened when somebody asks for it. */
function fileOf(declaration: Declaration, own: Part, subject: Subject, look: Lookup): Resource {
  const block = own.reading.place(own.entry);
  const slot = (...path: string[]): Slot => ({ block, path });
  const { path: file } = declaration;
  const part = (name: string): Part | undefined => openPart(look.look('part', keyIn(file, name)).at(-1), look);
  const below = (name: string) => look.look('child', keyIn(file, name));
  const main = declaration.kind === 'action' ? 'runs' : 'on';
  const origin = ({ entry, reading }: Part) =>
    dataResource({
      type: `github/${declaration.kind}`,
      subject: { ...subject, head: reading.place(entry.key) },
      reading,
      node: entry.value,
      ...related(declaration, look),
    });
  /** The resource that a path leads into, and what is left of the path. */
  const reach = (path: readonly string[]): { into?: Resource; part?: Part | undefined; rest: string[] } => {
    const [first = '', second, ...others] = path;
    const top = first === main ? own : part(first);
    if (!top || top.entry.value) return { ...(top ? { into: origin(top) } : {}), part: top, rest: path.slice(1) };
    // a large file is cut below its large entries
    const child =
      second === undefined
        ? undefined
        : openPart(
            below(first)
              .filter(({ note }) => note.name === second)
              .at(-1),
            look,
          );
    return { ...(child ? { into: origin(child) } : {}), part: child ?? top, rest: others };
  };
  /** The children of an entry that stand in sections of their own. */
  const children = (name: string): Value<Data> | undefined => {
    const declarations = below(name);
    if (declarations.length === 0) return undefined;
    const fields = new Map<string, Value<Data>>();
    for (const declared of declarations) {
      const child = openPart(declared, look);
      const value = child?.entry.value;
      if (!child) continue;
      const at = child.reading.place(child.entry.key);
      fields.set(String(declared.note.name), value ? dataValue(value, child.reading) : absentAt(at));
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
    ...related(declaration, look),
  };
}
