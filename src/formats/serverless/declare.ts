import type { Header, Section } from '../../declaration';
import { type Entry, type Mapping, type Node, nameOf } from '../../document/data';
import { headersIn, rootOf } from '../cloudformation/template';

/** The declarations of a section of a service's file. */
export function read(section: Section, path: string): readonly Header[] {
  const root = rootOf(section);
  if (!root) return [];
  const [above] = section.under;
  return above === undefined
    ? root.entries.flatMap((entry) => declarationsOf(nameOf(entry.key), entry.value, path) ?? [single(entry)])
    : (declarationsOf(above, root, path) ?? []);
}

/** What is declared below a key at the top; undefined where its value is a single one. */
function declarationsOf(top: string, value: Node | undefined, path: string): readonly Header[] | undefined {
  const parts = mappingsIn(value);
  if (parts.length === 0) return undefined;
  return parts.flatMap((part) => {
    if (top === 'resources') return templateParts(part, path);
    return part.entries.map(
      (entry): Header =>
        top === 'functions'
          ? named('function', nameOf(entry.key), entry)
          : named('self', `${top}.${nameOf(entry.key)}`, entry),
    );
  });
}

/** Sections of the template that the service brings along; what it nests is given in another tool's words. */
const templateParts = ({ entries }: Mapping, path: string): readonly Header[] =>
  entries.flatMap(({ key, value }) =>
    value?.type === 'mapping' ? headersIn(nameOf(key), value, path).filter(({ kind }) => kind !== 'nested') : [],
  );

/** A mapping, or the mappings of a list: both may be written. */
const mappingsIn = (value: Node | undefined): readonly Mapping[] =>
  (value?.type === 'sequence' ? value.items : [value]).flatMap((one) => (one?.type === 'mapping' ? [one] : []));

const single = (entry: Entry): Header => named('self', nameOf(entry.key), entry);

const named = (kind: string, key: string, { start, end, key: { end: width } }: Entry): Header => ({
  ...{ kind, key, start, end },
  note: { width: width - start },
});
