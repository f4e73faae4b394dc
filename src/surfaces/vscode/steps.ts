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

/** Asks for a text that may not be empty. */
export function textStep(
  { title, step, of, prompt, value }: Step & { readonly prompt: string; readonly value: string },
  take: (text: string) => void,
): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, step, totalSteps: of, prompt, value, ignoreFocusOut: true });
  return outcomeOf(box, step, () => {
    const text = box.value.trim();
    if (text === '') {
      box.validationMessage = 'A few words are needed here: a waiver without them does not hold.';
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
  const matching = { matchOnDescription: true, matchOnDetail: true };
  Object.assign(pick, { title, step, totalSteps: of, placeholder, ignoreFocusOut: true, ...matching });
  return outcomeOf(pick, step, () => {
    const [item] = pick.selectedItems;
    if (item) take(item);
    return item !== undefined;
  });
}

/** Asks for any number of several; `picked` ones are ticked at first. */
export function manyStep<T extends vscode.QuickPickItem>(
  { title, step, of, placeholder }: Step & { readonly placeholder: string },
  items: readonly T[],
  take: (items: readonly T[]) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked);
  Object.assign(pick, { title, step, totalSteps: of, placeholder, ignoreFocusOut: true, canSelectMany: true });
  return outcomeOf(pick, step, () => {
    take(pick.selectedItems);
    return true;
  });
}

/** Asks for a text, with suggestions: what is typed is always the first of the list. */
export function suggestStep(
  { title, step, of, placeholder }: Step & { readonly placeholder: string },
  suggestions: readonly vscode.QuickPickItem[],
  take: (text: string) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick();
  pick.items = suggestions;
  Object.assign(pick, { title, step, totalSteps: of, placeholder, ignoreFocusOut: true });
  pick.onDidChangeValue((typed) => {
    const others = suggestions.filter(({ label }) => label !== typed.trim());
    pick.items = typed.trim() === '' ? suggestions : [{ label: typed.trim() }, ...others];
  });
  return outcomeOf(pick, step, () => {
    const [item] = pick.selectedItems;
    if (item) take(item.label);
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
