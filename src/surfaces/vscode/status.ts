import * as vscode from 'vscode';
import { METHODS, type StateResult } from '../protocol';
import { isOurs, selector } from './files';
import { number } from './language';
import type { LateServer } from './server';
import { took } from './walkthrough';

/** The honest state of the active file, in the status bar and in the language status. Nothing in files of other kinds. */
export function registerStatus(server: LateServer): vscode.Disposable {
  const bar = vscode.window.createStatusBarItem('handrail.state', vscode.StatusBarAlignment.Right, 10);
  bar.name = 'Handrail';
  const language = vscode.languages.createLanguageStatusItem('handrail.state', selector());
  language.name = 'Handrail';
  let stopped: string | undefined;
  let asked = 0;

  const tell = (words: Words | undefined): void => {
    void vscode.commands.executeCommand('setContext', 'handrail.reads', words !== undefined && !words.stopped);
    if (!words) {
      bar.hide();
      return;
    }
    language.text = words.sentence;
    language.severity = words.wrong ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    language.command = words.stopped
      ? { title: vscode.l10n.t('Restart'), command: 'handrail.restart' }
      : { title: vscode.l10n.t('Show Findings'), command: 'handrail.findings.focus' };
    bar.command = language.command;
    bar.text = words.wrong ? '$(warning) Handrail' : `$(handrail-rail) ${words.short}`;
    bar.tooltip = new vscode.MarkdownString('', true).appendText(`Handrail: ${words.sentence}\n${words.next}`);
    bar.accessibilityInformation = { label: `Handrail: ${words.sentence}` };
    bar.show();
  };
  const update = async (): Promise<void> => {
    const turn = ++asked;
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isOurs(document)) return tell(undefined);
    if (stopped !== undefined) return tell(stoppedWords(stopped));
    language.busy = true;
    const started = await server.get();
    const state = await started.request<StateResult>(METHODS.state, { uri: document.uri.toString() });
    if (turn !== asked) return; // a newer question is under way
    language.busy = false;
    if (state.state === 'findings') void took('found');
    tell(wordsFor(state));
  };
  const failed = (error: unknown): void => {
    language.busy = false;
    tell(stoppedWords(error instanceof Error ? error.message : String(error)));
  };
  const refresh = (): void => void update().catch(failed);
  server.whenStarted((started) => {
    started.onFindingsChanged(refresh);
    started.onRunning((runs) => {
      stopped = runs ? undefined : vscode.l10n.t('its server has ended');
      refresh();
    });
    refresh();
  });
  server.whenFailed(failed);
  return vscode.Disposable.from(bar, language, vscode.window.onDidChangeActiveTextEditor(refresh));
}

interface Words {
  /** In the status bar, beside the icon. */
  readonly short: string;
  readonly sentence: string;
  readonly next: string;
  /** Something is not as it was meant. */
  readonly wrong?: boolean;
  readonly stopped?: boolean;
}

const stoppedWords = (why: string): Words => ({
  short: vscode.l10n.t('stopped'),
  sentence: vscode.l10n.t('nothing is read now: {0}.', why),
  next: vscode.l10n.t('Click to restart; Handrail: Show Log says more.'),
  wrong: true,
  stopped: true,
});

function wordsFor({ state, count, because = '', format = '', milliseconds }: StateResult): Words | undefined {
  const time = Math.max(1, Math.round(milliseconds));
  switch (state) {
    case 'none':
      return undefined;
    case 'clean':
      return {
        short: '$(check)',
        sentence: vscode.l10n.t('nothing found in this file, read as {0} in {1} ms.', format, time),
        next: vscode.l10n.t('Click for the workspace.'),
      };
    case 'findings':
      return {
        short: number(count),
        sentence:
          count === 1
            ? vscode.l10n.t('1 finding in this file, read as {0} in {1} ms.', format, time)
            : vscode.l10n.t('{0} findings in this file, read as {1} in {2} ms.', number(count), format, time),
        next: vscode.l10n.t('F8 goes to the next one; click for the workspace.'),
      };
    case 'skipped':
      return {
        short: vscode.l10n.t('skipped'),
        sentence: vscode.l10n.t('this file is not read: {0}.', because),
        next: vscode.l10n.t('Settings: handrail.'),
      };
    case 'failed':
      return {
        short: vscode.l10n.t('failed'),
        sentence: vscode.l10n.t('{0}. Everything else was checked.', because),
        next: vscode.l10n.t('Show Log says more.'),
        wrong: true,
      };
  }
}
