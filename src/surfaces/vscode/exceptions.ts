import * as vscode from 'vscode';
import { COMMANDS, type ExceptionTerms, METHODS, type WaiverEdit } from '../protocol';
import { findingAtCursor } from './at-cursor';
import type { LateServer, Server } from './server';
import { inOrder, type Outcome, pickStep, textStep } from './steps';

/** What the steps have gathered so far. */
interface Answers {
  reason: string;
  until: string;
  owner: string;
  asDiff: boolean;
}

const DAY = 86_400_000;
const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
const STEPS = 4;

/** "Ask for an exception…": reason, end, owner, then a previewed edit that writes the waiver. Nothing is sent. */
export function registerExceptions(server: LateServer): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.askForException, async (uri?: string, fingerprint?: string) => {
    const finding = uri && fingerprint ? { uri, fingerprint } : await findingAtCursor(server);
    if (!finding) return;
    const at = { uri: finding.uri, fingerprint: finding.fingerprint };
    const started = await server.get();
    const terms = await started.request<ExceptionTerms | null>(METHODS.exceptionTerms, at);
    if (!terms) return tell('That finding is gone: there is nothing to ask an exception for.');
    if (!terms.comments) {
      return tell('This format has no comments, so no waiver can stand in the file. Ask the owner of the policy.');
    }
    await ask(started, terms, at);
  });
}

const tell = (sentence: string): void => void vscode.window.showInformationMessage(sentence);

/** Four steps with a way back; nothing is written when they are given up. */
async function ask(server: Server, terms: ExceptionTerms, at: { uri: string; fingerprint: string }): Promise<void> {
  const answers: Answers = { reason: '', until: '', owner: '', asDiff: false };
  let edit: WaiverEdit | null = null;
  const done = await inOrder([
    () =>
      textStep({ title: 'Why now?', step: 1, of: STEPS, prompt: REASON, value: answers.reason }, (text) => {
        answers.reason = text;
      }),
    () => dayStep(terms, answers),
    () =>
      textStep(
        { title: 'Who keeps an eye on it?', step: 3, of: STEPS, prompt: OWNER, value: answers.owner },
        (text) => {
          answers.owner = text;
        },
      ),
    async () => {
      const { reason, until, owner } = answers;
      edit = await server.request<WaiverEdit | null>(METHODS.waiverEdit, { ...at, reason, until, owner });
      return edit ? writeStep(edit, answers) : 'cancel';
    },
  ]);
  if (done && edit) await write(edit, terms, answers.asDiff);
}

const REASON = 'For whoever approves it: what is blocked, and what keeps the risk small';
const OWNER = 'A team or a person, such as payments';

/** Ends that the policy allows. */
function dayStep(terms: ExceptionTerms, answers: Answers): Promise<Outcome> {
  const now = Date.now();
  const choices = [7, 14, 30, 60, 90].filter((days) => days < terms.longestDays);
  const items = [...choices, terms.longestDays].map((days) => ({
    label: `${days} days`,
    description: `until ${isoDay(now + days * DAY)}${days === terms.longestDays ? ', the longest the policy allows' : ''}`,
    day: isoDay(now + days * DAY),
  }));
  const placeholder = terms.approver
    ? `Approved by ${terms.approver} in the pull request`
    : 'Approval is the pull request';
  return pickStep({ title: 'Until when?', step: 2, of: STEPS, placeholder }, items, ({ day }) => {
    answers.until = day;
  });
}

/** The comment as it will stand in the file, before it does. */
function writeStep({ line, text }: WaiverEdit, answers: Answers): Promise<Outcome> {
  const items = [
    { label: `Write it above line ${line + 1}`, detail: text.trim(), asDiff: false },
    { label: 'Look at the difference first', asDiff: true },
  ];
  const placeholder = 'One comment, which can be undone';
  return pickStep({ title: 'Write the waiver?', step: 4, of: STEPS, placeholder }, items, ({ asDiff }) => {
    answers.asDiff = asDiff;
  });
}

/** Writes the comment as one undoable edit and shows it. */
async function write({ uri, line, text }: WaiverEdit, terms: ExceptionTerms, asDiff: boolean): Promise<void> {
  const target = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  const about = asDiff ? { label: 'Waiver', needsConfirmation: true } : undefined;
  edit.insert(target, new vscode.Position(line, 0), text, about);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const document = await vscode.workspace.openTextDocument(target);
  if (document.lineAt(line).text !== text.trimEnd()) return; // looked at and not wanted
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(line, 0, line, 0) });
  const approver = terms.approver ?? terms.finding.owner ?? 'Whoever owns the policy';
  const alone = terms.inlineEnough ? '' : ' For this severity the policy asks for that approval by name.';
  tell(`Written, not sent. Approval is the pull request: ${approver} is asked there.${alone}`);
}
