import { sentence } from '../findings/message';
import type { Origin, Policies } from '../policies';
import { FORMS } from '../templates/forms';
import * as texts from '../templates/library';
import { piecesOf, type Template } from '../templates/template';
import { checkFile, type Fields } from './check';
import { relativeTo } from './configuration';
import { nearest } from './nearest';
import { type Fault, pointer, readUserFile, type UserFile } from './user-file';

/** Templates of a workspace beyond these are not read. */
const MOST_TEMPLATES = 100;

/** A template file as its schema lets it through. */
interface TemplateFile extends Pick<Template, 'id' | 'format' | 'title' | 'makes'> {
  readonly file?: string;
  readonly serves?: readonly string[];
  readonly body: string;
}

/** A template of a workspace. */
export interface OwnTemplate {
  /** The folder that holds its `.handrail`, `''` for the root. */
  readonly base: string;
  readonly template: Template;
}

function compiled(from: Origin, data: Fields): Template {
  const { id, format, title, makes, file, serves = [], body } = data as unknown as TemplateFile;
  const pieces = piecesOf(body);
  const named = pieces.flatMap((piece) => (piece.type === 'policy' ? piece.id : []));
  const policies = [...new Set([...named, ...serves])];
  return { id, format, title, makes, file: file ?? FORMS[format]?.file(id) ?? id, policies, pieces, from };
}

let builtIn: readonly Template[] | undefined;

/** The built-in templates, read once. Throws when one does not fit its schema: a test sees to that before anybody else. */
export function templateLibrary(): readonly Template[] {
  builtIn ??= Object.entries(texts)
    .map(([name, text]) => {
      const file = readUserFile(name, text);
      const { data, faults } = checkFile(file, 'template');
      const [fault] = faults;
      if (!data || fault) throw new Error(`${name}: ${fault?.message} ${fault?.next}`);
      return compiled({ kind: 'built-in', path: name }, data);
    })
    .sort(inOrder);
  return builtIn;
}

const FORMATS = Object.keys(FORMS);
const inOrder = (a: Template, b: Template): number =>
  FORMATS.indexOf(a.format) - FORMATS.indexOf(b.format) || (a.id < b.id ? -1 : 1);

/** Compiles a checked template file of a workspace, `before` others were read, and reports what must not be offered as it stands. */
export function compileTemplate(
  base: string,
  file: UserFile,
  data: Fields,
  before: number,
): { own: OwnTemplate | undefined; faults: readonly Fault[] } {
  const faults = before >= MOST_TEMPLATES ? [TOO_MANY] : bodyFaults(file, String(data.body));
  const template = compiled({ kind: 'workspace', path: file.path }, data);
  return { own: faults.length > 0 ? undefined : { base, template }, faults };
}

const TOO_MANY: Fault = {
  start: 0,
  end: 1,
  message: sentence`Not offered: there are ${MOST_TEMPLATES} templates without this one.`,
  next: sentence`Take out templates that nobody uses.`,
};

/** What is left of a credential. */
const MASKED = /\ue000+/;
/** What a reader would not see, or a terminal would obey. */
const UNSEEN = /(?![\r\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function bodyFaults(file: UserFile, body: string): readonly Fault[] {
  const whole = file.at('/body');
  const source = file.text.slice(whole.start, whole.end);
  const at = (match: { readonly index: number; readonly 0: string } | null) =>
    match ? { start: whole.start + match.index, end: whole.start + match.index + match[0].length } : whole;
  if (MASKED.test(body)) {
    const next = sentence`Write a place to fill in, such as \`\${1:key}\`, or the name of a secret.`;
    return [
      { ...at(MASKED.exec(source)), message: sentence`Not offered: a credential stands in this template.`, next },
    ];
  }
  if (UNSEEN.test(body)) {
    const next = sentence`Take it out: whoever inserts the template must see all of it.`;
    return [
      { ...at(UNSEEN.exec(source)), message: sentence`Not offered: a character that nobody sees stands here.`, next },
    ];
  }
  const standing = new Map<number, string>();
  for (const piece of piecesOf(source)) {
    if (piece.type !== 'stop') continue;
    const before = standing.get(piece.number);
    standing.set(piece.number, before ?? piece.text);
    if (before === undefined || before === piece.text) continue;
    const { start, end } = piece;
    const message = sentence`Not offered: place ${piece.number} is filled in with two different texts.`;
    const same = `\${${piece.number}:${before}}`;
    const next = sentence`Write \`${same}\`, or give this place a number of its own.`;
    return [{ start: whole.start + start, end: whole.start + end, message, next }];
  }
  return [];
}

/** Policies that templates name and nobody has, and templates of one name in one folder. */
export function templateFaults(
  sources: readonly { readonly own: OwnTemplate; readonly file: UserFile }[],
  policies: Policies,
): readonly { readonly file: UserFile; readonly fault: Fault }[] {
  const ids = policies.all().map(({ id }) => id);
  const seen = new Set<string>();
  return sources.flatMap(({ own: { base, template }, file }) => {
    const unknown = template.policies.filter((id) => !policies.byId(id));
    const faults = unknown.map((id): Fault => {
      const near = nearest(id, ids);
      const next = near
        ? sentence`Write \`${near}\`.`
        : sentence`Choose one of the ids that completion offers under \`serves\`.`;
      return { ...policyAt(file, id), message: sentence`No policy is called this.`, next };
    });
    const name = [base, template.format, template.id].join('\n');
    if (seen.has(name)) {
      const message = sentence`Another template of this format has this name: the one read last is offered.`;
      faults.push({ ...file.at('/id'), message, next: sentence`Give it a name of its own.` });
    }
    seen.add(name);
    return faults.map((fault) => ({ file, fault }));
  });
}

function policyAt(file: UserFile, id: string) {
  const { start, end } = file.at('/body');
  const piece = piecesOf(file.text.slice(start, end)).find((one) => one.type === 'policy' && one.id === id);
  if (piece) return { start: start + piece.end - id.length, end: start + piece.end };
  const served = [...file.entries].find(([where, data]) => where.startsWith('/serves/') && data === id);
  return file.at(served?.[0] ?? pointer('serves'));
}

/**
 * What may be inserted at a path, or anywhere: the built-in templates and those of the `.handrail` folders above, a nearer one
 * instead of a farther or a built-in one of its name.
 */
export function templatesAt(own: readonly OwnTemplate[], path?: string): readonly Template[] {
  const here = own.filter(({ base }) => path === undefined || relativeTo(base, path) !== undefined);
  const all = [...templateLibrary(), ...here.map(({ template }) => template)];
  return [...new Map(all.map((template) => [`${template.format}/${template.id}`, template])).values()].sort(inOrder);
}
