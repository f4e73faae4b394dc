import {
  type CompletionContext,
  type CompletionItem,
  CompletionItemKind,
  CompletionTriggerKind,
  type Connection,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  RequestType,
} from 'vscode-languageserver';
import { templatesAt } from '../../config/templates';
import { formatOf, formats } from '../../formats/index';
import { asFile, FORMS, type Form } from '../../templates/forms';
import { type Insertion, insertionAt, wordAt, writtenAt } from '../../templates/insertion';
import { snippetOf, type Template, type TitleOf, textOf } from '../../templates/template';
import { METHODS } from '../protocol';
import type {
  TemplateItem,
  TemplateParams,
  TemplatesParams,
  TemplatesResult,
  TemplateText,
} from '../protocol-templates';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { prose, t } from './language';
import { escaped } from './markdown';
import type { Session } from './session';

/** What people type, before a template's id. */
const PREFIX = 'handrail-';

const idOf = ({ format, id }: Template): string => `${format}/${id}`;
const formatTitle = (id: string): string => prose(formats.find((format) => format.id === id)?.title ?? id);
const titlesAt =
  ({ workspace }: Folder, path: string | undefined): TitleOf =>
  (id) =>
    (workspace.policies.byId(id, path) ?? workspace.policies.byId(id))?.title;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A place in an open file. */
interface Here {
  readonly path: string;
  /** Of the file as it stands. */
  readonly format: string | undefined;
  /** Where a template goes. */
  insertion(template: Template): Insertion | undefined;
}

function hereOf(folder: Folder, path: string | undefined, position: Position | undefined): Here | undefined {
  const text = path === undefined ? undefined : folder.engine.quote(path);
  if (path === undefined || text === undefined || !position) return undefined;
  const offset = linesOf(folder)(path).offsetAt(position);
  // a text is parsed once for all templates of a format
  const known = new Map<string, Insertion | undefined>();
  const insertion = ({ format, file }: Template): Insertion | undefined => {
    const form = FORMS[format];
    if (!form) return undefined;
    if (!known.has(format)) known.set(format, insertionAt(form.begins, text, offset));
    const place = known.get(format);
    // what is no ordinary file of its format has a name of its own, and is all of it
    if (form.never?.test(file)) return nameOf(path) === nameOf(file) && place?.whole ? place : undefined;
    return form.never?.test(path) ? undefined : place;
  };
  return { path, format: formatOf(path, text)?.id, insertion };
}

/** Where a template goes in an open file: one of its format, or one that would become one. */
function placeOf(template: Template, { path, format, insertion: at }: Here, titleOf: TitleOf): Insertion | undefined {
  const form = FORMS[template.format];
  const insertion = at(template);
  if (!form || !insertion || (format ?? template.format) !== template.format) return undefined;
  const becomes = insertion.whole ? formatOf(path, wholeText(form, template, titleOf))?.id : format;
  return becomes === template.format ? insertion : undefined;
}

const wholeText = (form: Form, template: Template, titleOf: TitleOf): string => asFile(form, textOf(template, titleOf));

/** Answers what the command that inserts a template asks. */
export function registerTemplates(connection: Connection, session: Session): void {
  const asked = async ({ uri, position }: TemplatesParams) => {
    if (uri !== undefined) return { ...(await session.current(uri)), position };
    const folder = session.folders[0] ?? session.locate('untitled:').folder;
    await folder.files.readWhatSpeaksFor('');
    return { folder, path: undefined, position };
  };
  const list = new RequestType<TemplatesParams, TemplatesResult, void>(METHODS.templates);
  connection.onRequest(list, async (params) => {
    const { folder, path, position } = await asked(params);
    return { templates: templateItems(folder, path, position) };
  });
  const one = new RequestType<TemplateParams, TemplateText | null, void>(METHODS.template);
  connection.onRequest(one, async (params) => {
    const { folder, path, position } = await asked(params);
    return templateText(folder, params.id, path, position) ?? null;
  });
}

/** Every template, those that fit the open file first. */
function templateItems(
  folder: Folder,
  path: string | undefined,
  position: Position | undefined,
): readonly TemplateItem[] {
  const titleOf = titlesAt(folder, path);
  const here = hereOf(folder, path, position);
  const fits = (template: Template): boolean =>
    here !== undefined && (template.format === here.format || placeOf(template, here, titleOf) !== undefined);
  const all = templatesAt(folder.workspace.templates, path);
  const fitting = new Set(all.filter(fits));
  return [...fitting, ...all.filter((template) => !fitting.has(template))].map((template) => ({
    id: idOf(template),
    title: prose(template.title),
    makes: prose(template.makes),
    format: formatTitle(template.format),
    policies: policyTitles(template, titleOf),
    from: template.from.kind === 'workspace' ? template.from.path : undefined,
  }));
}

const policyTitles = ({ policies }: Template, titleOf: TitleOf): readonly string[] =>
  policies.flatMap((id) => titleOf(id) ?? []);

/** A template to be inserted, as a file of its own and at a place of the open file. */
function templateText(
  folder: Folder,
  id: string,
  path: string | undefined,
  position: Position | undefined,
): TemplateText | undefined {
  const template = templatesAt(folder.workspace.templates, path).find((one) => idOf(one) === id);
  const form = template && FORMS[template.format];
  if (!template || !form) return undefined;
  const titleOf = titlesAt(folder, path);
  const here = hereOf(folder, path, position);
  const place = here && placeOf(template, here, titleOf);
  const snippet = snippetOf(template, titleOf);
  return {
    text: wholeText(form, template, titleOf),
    snippet: asFile(form, snippet),
    language: form.language,
    file: template.file,
    here: here &&
      place && {
        range: rangeOf(folder, here.path, place),
        snippet: writtenAt(place, form, snippet),
        atCursor: place.exact,
      },
  };
}

function rangeOf(folder: Folder, path: string, { start, end }: Pick<Insertion, 'start' | 'end'>) {
  const lines = linesOf(folder)(path);
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/**
 * Templates while somebody types their names: only where one may begin, alone on a line, and never because of a blank or
 * a colon that was typed.
 */
export function templateCompletion(
  folder: Folder,
  path: string,
  position: Position,
  context: CompletionContext | undefined,
): CompletionItem[] {
  if (context?.triggerKind === CompletionTriggerKind.TriggerCharacter && context.triggerCharacter !== '-') return [];
  const text = folder.engine.quote(path);
  if (text === undefined) return [];
  const offset = linesOf(folder)(path).offsetAt(position);
  const word = wordAt(text, offset);
  const typed = text.slice(word.start, offset);
  if (!PREFIX.startsWith(typed) && !typed.startsWith(PREFIX)) return [];
  const titleOf = titlesAt(folder, path);
  const here = hereOf(folder, path, position);
  if (!here) return [];
  return templatesAt(folder.workspace.templates, path).flatMap((template): CompletionItem[] => {
    const place = placeOf(template, here, titleOf);
    const form = FORMS[template.format];
    if (!place?.exact || !form) return [];
    return [
      {
        label: PREFIX + template.id,
        kind: CompletionItemKind.Snippet,
        detail: prose(template.title),
        documentation: { kind: MarkupKind.Markdown, value: described(template, form, titleOf) },
        insertTextFormat: InsertTextFormat.Snippet,
        insertTextMode: InsertTextMode.asIs,
        textEdit: {
          range: rangeOf(folder, path, place),
          newText: writtenAt(place, form, snippetOf(template, titleOf)),
        },
      },
    ];
  });
}

function described(template: Template, form: Form, titleOf: TitleOf): string {
  const { from, makes } = template;
  const policies = policyTitles(template, titleOf).map((title) => `*${escaped(title)}*`);
  const repository = from.kind === 'workspace' ? [t('From this repository: {0}', escaped(from.path))] : [];
  const text = textOf(template, titleOf).trimEnd();
  return [escaped(prose(makes)), policies.join(' · '), ...repository, fenced(form.language, text)].join('\n\n');
}

/** A fence that no line of the text can close. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, text, fence].join('\n');
}
