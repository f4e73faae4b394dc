import { words } from '../findings/message';
import type { Span } from '../place';
import { type Cursor, cursorAt } from './cursor';
import { type Around, namesOf } from './names';
import { FORMS } from './own-file';
import { type NameKind, type Schema, schemaAt } from './schema';
import { asEntry, snippetsAt } from './snippets';

export type { Around };

/** Something that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'block' | NameKind;
  /** A few words beside the label, such as a rule's title. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Text that replaces the span; of a block with places to fill in, as `Snippet` writes them. */
  readonly insert: string;
  /** What is compared with what stands there already; the label when left out. */
  readonly filter?: string;
  readonly span: Span;
}

/** What may be written at an offset of one of our files; nothing for other files. */
export function completionsAt(path: string, text: string, offset: number, around: Around): readonly Completion[] {
  const kind = around.workspace.fileAt(path)?.kind;
  const cursor = kind && cursorAt(text, offset);
  if (!kind || !cursor) return [];
  const root = FORMS[kind].schema;
  const schema = schemaAt(root, cursor.path);
  if (!schema) return [];
  if (cursor.writes === 'value') return values(schema, cursor, around, '');
  const { span } = cursor;
  const blocks = (at: readonly string[], has: (key: string) => boolean, dash: boolean) => {
    const filling = {
      today: around.today,
      id: idOf(path),
      policies: around.workspace.policies.all().map(({ id }) => id),
    };
    return cursor.hang === undefined
      ? []
      : snippetsAt(kind, at, has, filling).map(({ label, detail, lines }): Completion => {
          const hung = (dash ? asEntry(lines) : lines).join(`\n${' '.repeat(cursor.hang ?? 0)}`);
          return { label: around.told(label), kind: 'block', detail: around.told(detail), insert: hung, span };
        });
  };
  if (schema.type === 'array') {
    // below a list's key, where its first dash is still missing
    const entry = schemaAt(root, [...cursor.path, '0']);
    if (!entry || cursor.hang === undefined) return [];
    return [...values(entry, cursor, around, '- '), ...blocks([...cursor.path, '0'], () => false, true)];
  }
  if (schema.type !== 'object') return values(schema, cursor, around, '');
  const keys = Object.keys(schema.properties ?? {}).filter((key) => !cursor.beside.has(key));
  return [
    ...keys.map((key) => keyCompletion(key, schemaAt(root, [...cursor.path, key]), cursor, around)),
    ...(schema.names ? named(schema.names, cursor, around, '', ': ') : []).filter(
      ({ label }) => !cursor.beside.has(label),
    ),
    ...blocks(cursor.path, (key) => cursor.beside.has(key), false),
  ];
}

/** The id of a policy that has none yet: its file's name. */
const idOf = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.ya?ml$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'our-policy';

function values(schema: Schema, cursor: Cursor, around: Around, dash: string): readonly Completion[] {
  const words = (schema.enum ?? []).map((word): Completion => {
    return { label: String(word), kind: 'value', insert: `${dash}${word}`, ...filterOf(String(word), cursor) };
  });
  return [...words, ...(schema.names && schema.type !== 'object' ? named(schema.names, cursor, around, dash, '') : [])];
}

const named = (kind: NameKind, cursor: Cursor, around: Around, before: string, after: string): readonly Completion[] =>
  namesOf(kind, around, cursor.beside).map(({ name, detail }) => ({
    label: name,
    kind,
    detail,
    insert: before + quoted(name, cursor.quote) + after,
    ...filterOf(name, cursor),
  }));

const filterOf = (name: string, { span, quote }: Cursor): Pick<Completion, 'span' | 'filter'> =>
  quote === '' ? { span } : { span, filter: quote + name };

function keyCompletion(key: string, schema: Schema | undefined, { span, hang }: Cursor, { told }: Around): Completion {
  const block = hang !== undefined && (schema?.type === 'object' || schema?.type === 'array');
  const only = schema?.enum?.length === 1 ? schema.enum[0] : '';
  return {
    label: key,
    kind: 'key',
    documentation: schema?.description && told(words(schema.description)),
    insert: block ? `${key}:` : `${key}: ${only}`,
    span,
  };
}

/** Names that YAML would read as something else are quoted, in the quotes that were begun with. */
function quoted(name: string, quote: string): string {
  const isPlain = /^[a-z][\w./() -]*$/i.test(name) && !/^(?:true|false|null|yes|no|on|off)$|\s$/i.test(name);
  if (quote === '' && isPlain) return name;
  return quote === '"' ? `"${name.replace(/["\\]/g, '\\$&')}"` : `'${name.replaceAll("'", "''")}'`;
}
