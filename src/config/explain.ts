import { type Message, sentence, words } from '../findings/message';
import type { SchemaError } from './generated/validators';
import { nearest } from './nearest';
import { type Schema, schemaAt } from './schema';
import { type Fault, pointer, type Repair, stepsOf, type UserFile } from './user-file';
import { setValue } from './yaml-edit';

const LONGEST_NAME = 60;

/** The pointer of what does not fit: the key that nobody knows, else the value. */
export function placeOf({ keyword, instancePath, params }: SchemaError): string {
  if (keyword === 'additionalProperties') return instancePath + pointer(String(params.additionalProperty));
  if (keyword === 'propertyNames') return instancePath + pointer(String(params.propertyName));
  if (keyword === 'required') return instancePath + pointer(String(params.missingProperty));
  return instancePath;
}

const TYPES: Readonly<Record<string, Message>> = {
  string: sentence`a text`,
  array: sentence`a list, each entry on a line of its own after \`- \``,
  object: sentence`keys with values, indented below it`,
  integer: sentence`a whole number`,
};

/** What limits say, by the keyword that sets them. */
const LIMITS: Readonly<
  Record<string, (limit: number, what: Message | string) => readonly [message: Message, next: Message]>
> = {
  maxItems: (limit, what) => [
    sentence`${what} has more than ${limit} entries.`,
    sentence`Keep ${limit} at most: none is read now.`,
  ],
  maxProperties: (limit, what) => [
    sentence`${what} has more than ${limit} keys.`,
    sentence`Keep ${limit} at most: none is read now.`,
  ],
  maxLength: (limit, what) => [sentence`${what} is longer than ${limit} characters.`, sentence`Say it in fewer words.`],
  minimum: (limit, what) => [sentence`${what} is less than ${limit}.`, sentence`Write ${limit} or more.`],
  maximum: (limit, what) => [sentence`${what} is more than ${limit}.`, sentence`Write ${limit} or less.`],
};

const list = (names: readonly (string | number)[]): string => names.map((name) => `\`${name}\``).join(', ');

/** What does not fit, as the subject of a sentence. */
function subjectOf(name: string, isEntry: boolean): Message | string {
  if (name === '') return sentence`This file`;
  return isEntry ? sentence`An entry of \`${name}\`` : `\`${name}\``;
}

/** An error of the validator in words; `where` is the pointer of its place in the file. Values are never quoted: a secret may have been pasted there. */
export function explain(error: SchemaError, where: string, file: UserFile, root: Schema): Fault {
  const steps = stepsOf(where);
  const key = [...steps].reverse().find((step) => !/^\d+$/.test(step));
  const name = key?.slice(0, LONGEST_NAME) ?? '';
  const subject = subjectOf(name, /^\d+$/.test(steps.at(-1) ?? ''));
  const schema = schemaAt(root, steps);
  const holder = where.slice(0, where.lastIndexOf('/'));
  const described = schema?.description ? words(schema.description) : sentence`See the keys that completion offers.`;
  const expects = schema?.expects ? words(schema.expects) : (TYPES[schema?.type ?? ''] ?? sentence`something else`);
  const value = file.at(where);
  const limit = LIMITS[error.keyword];
  if (limit) {
    const [message, next] = limit(Number(error.params.limit), subject);
    const isWhole = error.keyword === 'maxItems' || error.keyword === 'maxProperties';
    return { ...(isWhole ? file.keyAt(where) : value), message, next };
  }
  switch (error.keyword) {
    case 'additionalProperties': {
      const keys = Object.keys(schemaAt(root, stepsOf(holder))?.properties ?? {});
      const near = nearest(name, keys);
      const span = file.keyAt(where);
      if (near) return { ...span, message: sentence`\`${name}\` is no key here.`, ...writing(near, span) };
      return { ...span, message: sentence`\`${name}\` is no key here.`, next: sentence`Keys here: ${list(keys)}.` };
    }
    case 'required':
      return { ...file.keyAt(holder), message: sentence`\`${name}\` is missing.`, ...adding(name, described, file) };
    case 'enum': {
      const choices = schema?.enum ?? [];
      const written = file.entries.get(where);
      const near = typeof written === 'string' ? nearest(written, choices.map(String)) : undefined;
      const only = choices.length === 1 ? String(choices[0]) : near;
      const step = only === undefined ? { next: sentence`Write one of ${list(choices)}.` } : writing(only, value);
      return { ...value, message: sentence`${subject} can't be this.`, ...step };
    }
    case 'propertyNames':
      return {
        ...file.keyAt(where),
        message: sentence`This name holds other characters than a name can.`,
        next: sentence`Write lower-case letters, digits and hyphens.`,
      };
    case 'minProperties':
      return {
        ...value,
        message: sentence`${subject} says nothing yet.`,
        next: sentence`Add one of ${list(Object.keys(schema?.properties ?? {}))}.`,
      };
    default:
      return {
        ...value,
        message: sentence`${subject} takes ${expects}.`,
        next: described,
        ...listing(schema, where, file),
      };
  }
}

/** The next step of writing something else in a place, as a sentence and as an edit. */
export const writing = (
  by: string,
  span: { readonly start: number; readonly end: number },
): Pick<Fault, 'next' | 'fix'> => ({
  next: sentence`Write \`${by}\`.`,
  fix: { title: sentence`Write ${by}`, change: { start: span.start, end: span.end, text: by } },
});

function adding(name: string, described: Message, { text }: UserFile): Pick<Fault, 'next' | 'fix'> {
  if (name !== 'version') return { next: sentence`Add \`${name}:\` ${described}` };
  const at = /^(?:(?:#[^\n]*|---[^\n]*)?\r?\n)*/.exec(text)?.[0].length ?? 0;
  const change = { start: at, end: at, text: `version: 1${text.includes('\r\n') ? '\r\n' : '\n'}` };
  return {
    next: sentence`Write \`version: 1\` at the top.`,
    fix: { title: sentence`Write version: 1 at the top`, change },
  };
}

/** A single text where a list is meant becomes a list of one. */
function listing(schema: Schema | undefined, where: string, file: UserFile): { readonly fix?: Repair } {
  const written = file.entries.get(where);
  if (schema?.type !== 'array' || typeof written !== 'string') return {};
  const path = stepsOf(where).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const change = setValue(file.text, path, [written]);
  return change ? { fix: { title: sentence`Make it a list of one`, change } } : {};
}
