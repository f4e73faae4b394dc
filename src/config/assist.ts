import { dayNumber } from '../findings/day';
import type { Span } from '../place';
import type { FileKind } from './check';
import { cursorAt } from './cursor';
import { SCHEMAS, type Schema, schemaAt } from './schema';
import { pointer, readUserFile, stepsOf, type UserFile } from './user-file';
import { type FileProblem, type Known, ownFile, positionOf, type Workspace } from './workspace';

/** What help in a file may draw on: the names that exist around it. */
export interface Around {
  readonly known: Known;
  /** The workspace as it stands, this file's unsaved text included. */
  readonly workspace: Workspace;
}

/** Something that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'rule' | 'policy' | 'environment' | 'handle';
  /** A few words beside the label, such as a rule's title. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Text that replaces the span. */
  readonly insert: string;
  readonly span: Span;
}

export interface HoverText extends Span {
  /** Markdown of our own: nothing in it comes from the file. */
  readonly text: string;
}

/** A remark about one of our files; `level` is how loud it is. */
export interface Remark extends FileProblem {
  readonly level: 'warning' | 'information';
}

interface Named {
  readonly name: string;
  readonly detail?: string;
}

/** Names of a kind that a schema asks for. */
function namesOf(kind: NonNullable<Schema['names']>, { known, workspace }: Around): readonly Named[] {
  switch (kind) {
    case 'rule':
      return known.rules.map(({ id, title }) => ({ name: id, detail: title }));
    case 'policy':
      return workspace.policies.all().map(({ id, title }) => ({ name: id, detail: title }));
    case 'environment':
      return [{ name: 'any', detail: 'every environment' }, ...workspace.environments.map((name) => ({ name }))];
    case 'handle':
      return workspace.handles.map((name) => ({ name }));
  }
}

/** What may be written at an offset of one of our files; nothing for other files. */
export function completionsAt(path: string, text: string, offset: number, around: Around): readonly Completion[] {
  const kind = ownFile(path)?.kind;
  const cursor = kind && cursorAt(text, offset);
  if (!kind || !cursor) return [];
  const { span } = cursor;
  const root = SCHEMAS[kind];
  const schema = schemaAt(root, cursor.path);
  if (!schema) return [];
  const named = (names: NonNullable<Schema['names']>, tail: string) =>
    namesOf(names, around).map(({ name, detail }) => ({
      label: name,
      kind: names,
      detail,
      insert: quoted(name) + tail,
      span,
    }));

  if (cursor.writes === 'value' || schema.type !== 'object') {
    const words = (schema.enum ?? []).map((word): Completion => {
      return { label: String(word), kind: 'value', insert: String(word), span };
    });
    return [...words, ...(schema.names && schema.type !== 'object' ? named(schema.names, '') : [])];
  }
  const present = keysPresent(readUserFile(path, text), cursor.path);
  const keys = Object.keys(schema.properties ?? {}).filter(
    (key) => !present.has(key) || text.slice(span.start, span.end) === key,
  );
  return [
    ...keys.map((key) => keyCompletion(key, schemaAt(root, [...cursor.path, key]), span)),
    ...(schema.names ? named(schema.names, ': ') : []),
  ];
}

function keyCompletion(key: string, schema: Schema | undefined, span: Span): Completion {
  const block = schema?.type === 'object' || schema?.type === 'array';
  const only = schema?.enum?.length === 1 ? schema.enum[0] : '';
  return {
    label: key,
    kind: 'key',
    documentation: schema?.description,
    insert: block ? `${key}:` : `${key}: ${only}`,
    span,
  };
}

/** Names that YAML would read as something else are quoted. */
const quoted = (name: string): string => (/^[a-z0-9-]+$/i.test(name) ? name : `'${name.replaceAll("'", "''")}'`);

/** Keys that stand in a mapping already; unknown inside lists, where the cursor does not say in which entry it is. */
function keysPresent(file: UserFile, path: readonly string[]): ReadonlySet<string> {
  const data = path.includes('0') ? undefined : file.entries.get(pointer(...path));
  return new Set(typeof data === 'object' && data !== null ? Object.keys(data) : []);
}

/** What stands under the mouse: a key's meaning, or what a name stands for. */
export function hoverAt(path: string, text: string, offset: number, around: Around): HoverText | undefined {
  const kind = ownFile(path)?.kind;
  if (!kind) return undefined;
  const file = readUserFile(path, text);
  const inside = ({ start, end }: Span) => start <= offset && offset < end;
  for (const [where, data] of file.entries) {
    if (where === '') continue;
    const key = file.keyAt(where);
    const schema = schemaAt(SCHEMAS[kind], stepsOf(where));
    const parent = schemaAt(SCHEMAS[kind], stepsOf(where).slice(0, -1));
    const name = stepsOf(where).at(-1) ?? '';
    const isEntry = parent?.type === 'array';
    if (!isEntry && inside(key)) {
      const meaning = parent?.names ? aboutName(parent.names, name, around) : undefined;
      const said = meaning ?? schema?.description;
      return said === undefined ? undefined : { ...key, text: said };
    }
    if (typeof data === 'string' && schema?.names && inside(file.at(where))) {
      const said = aboutName(schema.names, data, around);
      if (said) return { ...file.at(where), text: said };
    }
  }
  return undefined;
}

function aboutName(kind: NonNullable<Schema['names']>, name: string, { known, workspace }: Around): string | undefined {
  if (kind === 'rule') {
    const rule = known.rules.find(({ id, aliases }) => id === name || aliases?.includes(name));
    return rule && `**${rule.title}** · ${rule.severity} · \`${rule.id}\``;
  }
  const policy = kind === 'policy' ? workspace.policies.byId(name) : undefined;
  // a title from a workspace file is not ours to render as Markdown
  const ours = policy?.from.title?.kind === 'built-in' && policy.from.statement?.kind === 'built-in';
  return ours ? `**${policy.title}**\n\n${policy.statement}` : undefined;
}

/** Everything to be said about one of our files on a day: what is wrong in it, and what time has made stale. */
export function remarksOn(path: string, text: string, around: Around, today: string): readonly Remark[] {
  const kind: FileKind | undefined = ownFile(path)?.kind;
  const wrong = around.workspace.problems
    .filter((problem) => problem.path === path)
    .map((problem): Remark => ({ ...problem, level: 'warning' }));
  if (kind !== 'policy') return wrong;
  const file = readUserFile(path, text);
  const remark = (span: Span, level: Remark['level'], message: string, next: string): Remark => {
    return { path, ...span, ...positionOf(text, span.start), level, message, next };
  };
  const stale: Remark[] = [];
  for (const [where, data] of file.entries) {
    if (typeof data !== 'string' || !isPast(data, today)) continue;
    if (where === '/reviewed/next') {
      const next = 'Read the policy once more, then set `on` to today and `next` to the day after which to ask again.';
      stale.push(remark(file.at(where), 'warning', 'The day of the next review has passed.', next));
    } else if (/^\/escalation\/\d+\/until$/.test(where)) {
      stale.push(remark(file.at(where), 'warning', 'This step of the escalation has ended.', 'Name who is asked now.'));
    }
  }
  const owner = missingOwner(file, path, around);
  if (owner)
    stale.push(
      remark(owner, 'information', 'Nobody is named yet as the owner of this policy.', 'Add `owner:` with a `team:`.'),
    );
  return [...wrong, ...stale];
}

const isPast = (day: string, today: string): boolean =>
  (dayNumber(day) ?? Number.POSITIVE_INFINITY) < (dayNumber(today) ?? 0);

/** Where to remark that a policy has no owner, neither in this file nor in what it stands on. */
function missingOwner(file: UserFile, path: string, { workspace }: Around): Span | undefined {
  const id = file.entries.get('/id') ?? file.entries.get('/extends');
  if (typeof id !== 'string' || file.entries.has('/owner')) return undefined;
  const policy = workspace.policies.byId(id);
  const speaksHere = policy?.layers.some((layer) => layer.path === path);
  return speaksHere && policy?.owner === undefined ? file.at(file.entries.has('/id') ? '/id' : '/extends') : undefined;
}
