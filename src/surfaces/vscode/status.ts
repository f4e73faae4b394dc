import * as vscode from 'vscode';
import { METHODS, type StateResult } from '../protocol';
import { isOurs, selector } from './files';
import type { LateServer } from './server';

/** The honest state of the active file, in the status bar and in the language status. Nothing in files of other kinds. */
export function registerStatus(server: LateServer): vscode.Disposable {
  const bar = vscode.window.createStatusBarItem('handrail.state', vscode.StatusBarAlignment.Right, 10);
  bar.name = 'Handrail';
  bar.command = 'handrail.findings.focus';
  const language = vscode.languages.createLanguageStatusItem('handrail.state', selector());
  language.name = 'Handrail';
  language.command = { title: 'Show findings', command: 'handrail.findings.focus' };

  let asked = 0;
  const update = async (): Promise<void> => {
    const turn = ++asked;
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isOurs(document)) {
      bar.hide();
      return;
    }
    const state = await (await server.get()).request<StateResult>(METHODS.state, { uri: document.uri.toString() });
    if (turn !== asked) return; // a newer question is under way
    show(bar, language, state);
  };
  const failed = (error: unknown): void => {
    bar.text = '$(warning) Handrail';
    bar.tooltip = `Handrail could not read this file: ${error instanceof Error ? error.message : String(error)}. Show Log says more.`;
    bar.show();
  };
  const refresh = (): void => void update().catch(failed);
  server.whenStarted((started) => {
    started.onFindingsChanged(refresh);
    refresh();
  });
  return vscode.Disposable.from(bar, language, vscode.window.onDidChangeActiveTextEditor(refresh));
}

function show(bar: vscode.StatusBarItem, language: vscode.LanguageStatusItem, state: StateResult): void {
  const { text, detail, severity } = wordsFor(state);
  language.text = text;
  language.detail = detail;
  language.severity = severity;
  if (state.state === 'none') {
    bar.hide();
    return;
  }
  bar.text = state.state === 'failed' ? '$(warning) Handrail' : `$(handrail-rail) ${text}`;
  bar.tooltip = `Handrail: ${detail}`;
  bar.accessibilityInformation = { label: `Handrail: ${text}, ${detail}` };
  bar.show();
}

function wordsFor({ state, count, because, format, milliseconds }: StateResult) {
  const { Information, Warning } = vscode.LanguageStatusSeverity;
  const read = `read as ${format} in ${Math.max(1, Math.round(milliseconds))} ms`;
  switch (state) {
    case 'clean':
      return { text: '✓', detail: `nothing found here, ${read}.`, severity: Information };
    case 'findings':
      return { text: String(count), detail: `${count} here, ${read}. F8 goes to the next.`, severity: Information };
    case 'skipped':
      return { text: 'skipped', detail: `not read because it is ${because}.`, severity: Information };
    case 'failed':
      return { text: 'failed', detail: `${because}. The rest was checked; Show Log says more.`, severity: Warning };
    default:
      return { text: '–', detail: 'not a file that Handrail reads.', severity: Information };
  }
}
