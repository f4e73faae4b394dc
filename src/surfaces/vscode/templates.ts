import * as vscode from 'vscode';
import { METHODS } from '../protocol';
import type {
  TemplateItem,
  TemplateParams,
  TemplatesParams,
  TemplatesResult,
  TemplateText,
} from '../protocol-templates';
import { cursorOf } from './at-cursor';
import { inLanguage, newDocument } from './new-document';
import type { LateServer, Server } from './server';
import { inOrder, type Outcome, pickStep } from './steps';

/** The scheme of read-only documents that show a template before it is inserted. */
const SCHEME = 'handrail-template';
const STEPS = 2;

/** "Insert Secure Template…": which one, where, and on wish a look at it first. */
export function registerTemplates(server: LateServer): vscode.Disposable {
  const previews = new Previews();
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, previews),
    vscode.commands.registerCommand('handrail.insertTemplate', async () => {
      const flow = new Insertion(await server.get(), vscode.window.activeTextEditor, previews);
      await flow.run();
    }),
  );
}

/** The texts that were looked at. */
class Previews implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** Shows a template behind the open list. */
  async show(id: string, { text, file, language }: TemplateText): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${id}/${file}` });
    this.#texts.set(uri.path, text);
    const document = await inLanguage(await vscode.workspace.openTextDocument(uri), language);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  }

  /** Leaves no trace of them. */
  async close(): Promise<void> {
    const shown = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === SCHEME);
    if (shown.length > 0) await vscode.window.tabGroups.close(shown);
    this.#texts.clear();
  }
}

type Where = 'here' | 'file' | 'look';

/** One run of the command. The cursor is taken when it begins: what is looked at meanwhile changes nothing about it. */
class Insertion {
  readonly #at: TemplatesParams;
  readonly #cursor:
    | { readonly document: vscode.TextDocument; readonly column: vscode.ViewColumn | undefined }
    | undefined;
  #template: TemplateItem | undefined;
  #text: TemplateText | null = null;
  #where: Where = 'file';

  constructor(
    private readonly server: Server,
    editor: vscode.TextEditor | undefined,
    private readonly previews: Previews,
  ) {
    this.#at = editor ? cursorOf(editor) : {};
    this.#cursor = editor && { document: editor.document, column: editor.viewColumn };
  }

  async run(): Promise<void> {
    const { templates } = await this.server.request<TemplatesResult>(METHODS.templates, this.#at);
    const done = await inOrder([() => this.#which(templates), () => this.#place()]);
    await this.previews.close();
    if (!done || !this.#text) return;
    const { here, snippet } = this.#text;
    if (this.#where === 'here' && here && this.#cursor) {
      const { document, column } = this.#cursor;
      const { start, end } = here.range;
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      return write(document, here.snippet, range, column);
    }
    await write(await newDocument(this.#text, this.#cursor?.document.uri), snippet, new vscode.Range(0, 0, 0, 0));
  }

  #which(templates: readonly TemplateItem[]): Promise<Outcome> {
    const title = vscode.l10n.t('Insert a secure template');
    const placeholder = vscode.l10n.t('What to begin with: type a thing, a cloud or a policy');
    return pickStep({ title, step: 1, of: STEPS, placeholder }, rows(templates), ({ template }) => {
      this.#template = template;
    });
  }

  async #place(): Promise<Outcome> {
    const { id = '', title = '' } = this.#template ?? {};
    const params: TemplateParams = { ...this.#at, id };
    this.#text = await this.server.request<TemplateText | null>(METHODS.template, params);
    const text = this.#text;
    if (!text) return 'back'; // it was taken out of the repository meanwhile
    const placeholder = vscode.l10n.t('Where to? One edit, which can be undone');
    for (;;) {
      const outcome = await pickStep({ title, step: 2, of: STEPS, placeholder }, places(text), ({ where }) => {
        this.#where = where;
      });
      if (outcome !== 'next' || this.#where !== 'look') return outcome;
      await this.previews.show(id, text);
    }
  }
}

/** Icons in a text from a repository are text. */
const literal = (text: string): string => text.replaceAll('$(', '\\$(');

/** The list, in the order that the server gives, with a heading for each format. */
function rows(templates: readonly TemplateItem[]): readonly (vscode.QuickPickItem & { template?: TemplateItem })[] {
  let heading = '';
  return templates.flatMap((template) => {
    const { id, title, makes, format, policies, from } = template;
    const separator = { label: format, kind: vscode.QuickPickItemKind.Separator };
    const above = format === heading ? [] : [separator];
    heading = format;
    const name = id.slice(id.indexOf('/') + 1);
    const row = {
      label: literal(title),
      description: literal([name, ...policies].join(' · ')),
      detail: literal(from ? vscode.l10n.t('From this repository, {0}: {1}', from, makes) : makes),
      template,
    };
    return [...above, row];
  });
}

/** Where a template may go; the first is what most people want. */
function places({ here, file }: TemplateText): readonly (vscode.QuickPickItem & { readonly where: Where })[] {
  const line = (here?.range.start.line ?? 0) + 1;
  const inFile = here?.atCursor
    ? vscode.l10n.t('Insert at the cursor, on line {0}', line)
    : vscode.l10n.t('Insert below line {0}, the next place for it', line);
  return [
    ...(here ? [{ label: `$(edit) ${inFile}`, where: 'here' as const }] : []),
    { label: `$(new-file) ${vscode.l10n.t('Open in a new file')}`, description: literal(file), where: 'file' },
    { label: `$(eye) ${vscode.l10n.t('Look at it first')}`, where: 'look' },
  ];
}

/** Writes a snippet as one edit; Tab goes on from place to place. */
async function write(
  document: vscode.TextDocument,
  snippet: string,
  range: vscode.Range,
  viewColumn?: vscode.ViewColumn,
): Promise<void> {
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await editor.insertSnippet(new vscode.SnippetString(snippet), range, {
    undoStopBefore: true,
    undoStopAfter: true,
    keepWhitespace: true,
  });
}
