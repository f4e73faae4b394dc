import type { Span } from '../place';
import { type FileKind, FORMS } from './own-file';
import { type NameKind, type Schema, schemaAt } from './schema';
import { readUserFile, stepsOf, type UserFile } from './user-file';

/** A key or value of one of our files, as it stands at an offset. */
export interface Word extends Span {
  readonly file: UserFile;
  /** JSON pointer. */
  readonly where: string;
  readonly text: string;
  /** What the schema says about the value there. */
  readonly schema: Schema | undefined;
  readonly isKey: boolean;
  /** Whose name it is, if it is one. */
  readonly names: NameKind | undefined;
}

/** The key or the value of one line at an offset, the innermost. */
export function wordAt(path: string, text: string, offset: number, kind: FileKind): Word | undefined {
  const file = readUserFile(path, text);
  const root = FORMS[kind].schema;
  const inside = ({ start, end }: Span) => start <= offset && offset < end;
  for (const [where, data] of file.entries) {
    if (where === '') continue;
    const steps = stepsOf(where);
    const schema = schemaAt(root, steps);
    const parent = schemaAt(root, steps.slice(0, -1));
    const key = file.keyAt(where);
    const value = file.at(where);
    if (parent?.type !== 'array' && inside(key)) {
      return { ...key, file, where, text: steps.at(-1) ?? '', schema, isKey: true, names: parent?.names };
    }
    if (typeof data === 'string' && inside(value)) {
      return { ...value, file, where, text: data, schema, isKey: false, names: schema?.names };
    }
  }
  return undefined;
}
