import * as vscode from 'vscode';
import { COMMANDS, type ExceptionTerms, METHODS, type WaiverEdit } from '../protocol';
import type { LateServer } from './server';

/** What the steps have gathered so far. */
interface Answers {
  reason: string;
  until: string;
  owner: string;
}

const DAY = 86_400_000;
const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** "Ask for an exception…": reason, end, owner, then a previewed edit that writes the waiver. Nothing is sent. */
export function registerExceptions(server: LateServer): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand(COMMANDS.askForException, async (uri: string, fingerprint: string) => {
      const started = await server.get();
      const terms = await started.request<ExceptionTerms | null>(METHODS.exceptionTerms, { uri, fingerprint });
      if (!terms) {
        await vscode.window.showInformationMessage('That finding is gone: there is nothing to ask an exception for.');
        return;
      }
      if (!terms.comments) {
        await vscode.window.showInformationMessage(
          'This format has no comments, so no waiver can stand in the file. Ask the owner of the policy.',
        );
        return;
      }
      const answers = await ask(terms);
      if (!answers) return;
      const edit = await started.request<WaiverEdit | null>(METHODS.waiverEdit, { uri, fingerprint, ...answers });
      if (edit) await write(edit, terms);
    }),
  ];
}

/** Three steps with a way back; undefined when given up. */
async function ask(terms: ExceptionTerms): Promise<Answers | undefined> {
  const answers: Answers = { reason: '', until: '', owner: '' };
  const steps = [
    () =>
      textStep(
        1,
        'Why now?',
        'The reason, for whoever approves it: what is blocked, what keeps the risk small',
        answers.reason,
        (text) => {
          answers.reason = text;
        },
      ),
    () => dayStep(terms, (day) => (answers.until = day)),
    () =>
      textStep(3, 'Who keeps an eye on it?', 'A team or person, such as payments', answers.owner, (text) => {
        answers.owner = text;
      }),
  ];
  let step = 0;
  while (step < steps.length) {
    const outcome = await steps[step]!();
    if (outcome === 'cancel') return undefined;
    step += outcome === 'back' ? -1 : 1;
  }
  return answers;
}

type Outcome = 'next' | 'back' | 'cancel';

function textStep(
  step: number,
  title: string,
  prompt: string,
  value: string,
  take: (text: string) => void,
): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, step, totalSteps: 3, prompt, value, ignoreFocusOut: true });
  if (step > 1) box.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      box.dispose();
    };
    box.onDidTriggerButton(() => end('back'));
    box.onDidHide(() => resolve('cancel'));
    box.onDidAccept(() => {
      if (box.value.trim() === '') {
        box.validationMessage = 'A few words are needed here: a waiver without them does not hold.';
        return;
      }
      take(box.value.trim());
      end('next');
    });
    box.show();
  });
}

/** Ends that the policy allows. */
function dayStep(terms: ExceptionTerms, take: (day: string) => void): Promise<Outcome> {
  const now = Date.now();
  const choices = [7, 14, 30, 60, 90].filter((days) => days < terms.longestDays);
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { day: string }>();
  pick.items = [...choices, terms.longestDays].map((days) => ({
    label: `${days} days`,
    description: `until ${isoDay(now + days * DAY)}${days === terms.longestDays ? ', the longest the policy allows' : ''}`,
    day: isoDay(now + days * DAY),
  }));
  Object.assign(pick, { title: 'Until when?', step: 2, totalSteps: 3, ignoreFocusOut: true });
  pick.placeholder = terms.approver
    ? `Approved by ${terms.approver} in the pull request`
    : 'Approval is the pull request';
  pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidHide(() => resolve('cancel'));
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (!picked) return;
      take(picked.day);
      end('next');
    });
    pick.show();
  });
}

/** Writes the comment as one undoable edit and shows it. */
async function write({ uri, line, text }: WaiverEdit, terms: ExceptionTerms): Promise<void> {
  const target = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(target, new vscode.Position(line, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(target, { selection });
  const approver = terms.approver ?? terms.finding.owner ?? 'Whoever owns the policy';
  const more = terms.inlineEnough ? '' : ' This severity also needs an approver by the policy.';
  await vscode.window.showInformationMessage(
    `Written, not sent. Approval is the pull request: ${approver} is asked there.${more}`,
  );
}
