import * as vscode from 'vscode';

/** How a step ended. */
export type Outcome = 'next' | 'back' | 'cancel';

interface Step {
  readonly title: string;
  /** Which step of how many; nothing is counted where there is only one. */
  readonly step: number;
  readonly of: number;
  /** Whether there is a way back; from the second step on when left out. */
  readonly back?: boolean;
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
  /** What is wrong with a text, in a sentence; undefined when nothing is. A few words are needed when it is left out. */
  readonly wrong?: (text: string) => string | undefined;
}

const needed = (text: string): string | undefined =>
  text === '' ? vscode.l10n.t('A few words are needed here: a waiver without them does not hold.') : undefined;

/** Asks for a text; `typed` hears of it while it is written. */
export function textStep(
  { title, step, of, back, prompt, value, wrong = needed }: TextStep,
  take: (text: string) => void,
  typed?: (text: string) => void,
): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, ...counted(step, of), prompt, value, ignoreFocusOut: true });
  box.onDidChangeValue((text) => {
    box.validationMessage = undefined;
    typed?.(text);
  });
  return outcomeOf(box, back ?? step > 1, () => {
    const text = box.value.trim();
    box.validationMessage = wrong(text);
    if (box.validationMessage !== undefined) return false;
    take(text);
    return true;
  });
}

/** Asks for one of a few. */
export function pickStep<T extends vscode.QuickPickItem>(
  { title, step, of, back, placeholder }: Step & { readonly placeholder: string },
  items: readonly T[],
  take: (item: T) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  const matching = { matchOnDescription: true, matchOnDetail: true };
  Object.assign(pick, { title, ...counted(step, of), placeholder, ignoreFocusOut: true, ...matching });
  return outcomeOf(pick, back ?? step > 1, () => {
    const [item] = pick.selectedItems;
    if (item) take(item);
    return item !== undefined;
  });
}

/** Asks for any number of several; `picked` ones are ticked at first. */
export function manyStep<T extends vscode.QuickPickItem>(
  { title, step, of, back, placeholder }: Step & { readonly placeholder: string },
  items: readonly T[],
  take: (items: readonly T[]) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked);
  Object.assign(pick, { title, ...counted(step, of), placeholder, ignoreFocusOut: true, canSelectMany: true });
  return outcomeOf(pick, back ?? step > 1, () => {
    take(pick.selectedItems);
    return true;
  });
}

/** A text to be taken; `value` where it is another than the label. */
export interface Suggestion extends vscode.QuickPickItem {
  readonly value?: string;
}

/** Asks for a text, with suggestions: what is typed is always the first of the list. */
export function suggestStep(
  { title, step, of, back, placeholder }: Step & { readonly placeholder: string },
  suggestions: readonly Suggestion[],
  take: (text: string) => void,
): Promise<Outcome> {
  const pick = vscode.window.createQuickPick<Suggestion>();
  pick.items = suggestions;
  Object.assign(pick, { title, ...counted(step, of), placeholder, ignoreFocusOut: true });
  pick.onDidChangeValue((typed) => {
    const others = suggestions.filter(({ label }) => label !== typed.trim());
    pick.items = typed.trim() === '' ? suggestions : [{ label: typed.trim() }, ...others];
  });
  return outcomeOf(pick, back ?? step > 1, () => {
    const [item] = pick.selectedItems;
    if (item) take(item.value ?? item.label);
    return item !== undefined;
  });
}

const counted = (step: number, of: number) => (of > 1 ? { step, totalSteps: of } : {});

type Input = vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton' | 'onDidAccept'>;

function outcomeOf(input: Input, back: boolean, accept: () => boolean): Promise<Outcome> {
  if (back) input.buttons = [vscode.QuickInputButtons.Back];
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
