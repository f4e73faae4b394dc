import * as vscode from 'vscode';
import { METHODS, type StateResult } from '../protocol';
import { isOurs, selector } from './files';
import type { LateServer } from './server';
import { took } from './walkthrough';

const RESTART = { title: 'Restart', command: 'handrail.restart' };
const FINDINGS = { title: 'Show Findings', command: 'handrail.findings.focus' };

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
    language.command = words.stopped ? RESTART : FINDINGS;
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
    if (state.state === 'findings') took('found');
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
      stopped = runs ? undefined : 'its server has ended';
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
  short: 'stopped',
  sentence: `nothing is read now: ${why}.`,
  next: 'Click to restart; Handrail: Show Log says more.',
  wrong: true,
  stopped: true,
});

function wordsFor({ state, count, because, format, milliseconds }: StateResult): Words | undefined {
  const read = `read as ${format} in ${Math.max(1, Math.round(milliseconds))} ms`;
  switch (state) {
    case 'none':
      return undefined;
    case 'clean':
      return { short: '$(check)', sentence: `nothing found in this file, ${read}.`, next: 'Click for the workspace.' };
    case 'findings': {
      const sentence = `${count} ${count === 1 ? 'finding' : 'findings'} in this file, ${read}.`;
      return { short: String(count), sentence, next: 'F8 goes to the next one; click for the workspace.' };
    }
    case 'skipped':
      return { short: 'skipped', sentence: `this file is not read: ${because}.`, next: 'Settings: handrail.' };
    case 'failed':
      return {
        short: 'failed',
        sentence: `${because}. Everything else was checked.`,
        next: 'Show Log says more.',
        wrong: true,
      };
  }
}
