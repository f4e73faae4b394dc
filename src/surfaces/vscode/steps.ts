import * as vscode from 'vscode';

/** How a step ended. */
export type Outcome = 'next' | 'back' | 'cancel';

interface Step {
  readonly title: string;
  readonly step: number;
  readonly of: number;
}

/** Runs steps with a way back; false when they were given up. */
export async function inOrder(steps: readonly (() => Promise<Outcome>)[]): Promise<boolean> {
  let at = 0;
  while (at < steps.length) {
    const outcome = await steps[at]!();
    if (outcome === 'cancel') return false;
    at += outcome === 'back' ? -1 : 1;
  }
  return true;
}

interface TextStep extends Step {
  readonly prompt: string;
  readonly value: string;
  /** What is said when nothing was written. */
  readonly needed?: string;
}

const NEEDED = 'A few words are needed here: a waiver without them does not hold.';

/** Asks for a text that may not be empty; `typed` hears of it while it is written. */
export function textStep(
  { title, step, of, prompt, value, needed = NEEDED }: TextStep,
  take: (text: string) => void,
  typed?: (text: string) => void,
): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, step, totalSteps: of, prompt, value, ignoreFocusOut: true });
  if (typed) box.onDidChangeValue(typed);
  return outcomeOf(box, step, () => {
    const text = box.value.trim();
    if (text === '') {
      box.validationMessage = needed;
      return false;
    }
    take(text);
    return true;
  });
}

/** Asks for one of a few. */
export function pickStep<T extends vscode.QuickPickItem>(
  { title, step, of, placeholder }: Step & { readonly placeholder: string },
  items: readonly T[],
  take: (item: T) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  Object.assign(pick, { title, step, totalSteps: of, placeholder, ignoreFocusOut: true });
  return outcomeOf(pick, step, () => {
    const [item] = pick.selectedItems;
    if (item) take(item);
    return item !== undefined;
  });
}

type Input = vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton' | 'onDidAccept'>;

function outcomeOf(input: Input, step: number, accept: () => boolean): Promise<Outcome> {
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      resolve(outcome);
      input.dispose();
    };
    input.onDidTriggerButton(() => end('back'));
    input.onDidHide(() => resolve('cancel'));
    input.onDidAccept(() => {
      if (accept()) end('next');
    });
    input.show();
  });
}
