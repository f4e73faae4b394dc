import * as vscode from 'vscode';
import type { DraftShown, FromDraft } from '../../webview/messages';
import { openAfterShowing } from '../links';
import { inOrder, type Outcome, pickStep, textStep } from '../steps';
import { type About, type Answers, type Message, messageFor, type Way, waysTo } from './message';
import { whereOf } from './where';

/** Answers that were given and not used yet, by what was asked about. */
const KEPT = 'handrail.ask';
/** The most of them. */
const MOST = 20;
const DAY = 86_400_000;

interface Prepared {
  readonly about: About;
  readonly ways: readonly Way[];
  message: Message;
}

/** "Ask…": two questions, then a message to be read, changed and taken along by the person. Nothing is ever sent. */
export class Asking implements vscode.Disposable {
  #prepared: Prepared | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** The message is another one, or gone. */
  readonly onChanged = this.#changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  get draft(): DraftShown | undefined {
    if (!this.#prepared) return undefined;
    const { message, ways } = this.#prepared;
    return { ...message, ways: ways.map(({ title }) => title) };
  }

  /** Asks why and by when; what was answered stays when it is given up. True when a message is ready. */
  async start(about: About): Promise<boolean> {
    const answers = { ...(this.#kept()[keyOf(about)] ?? { reason: '', day: '' }) };
    const keep = (more: Partial<Answers>) => {
      Object.assign(answers, more);
      void this.#keep(about, answers);
    };
    const done = await inOrder([() => reasonStep(answers, keep), () => dayStep(keep)]);
    if (!done) return false;
    const { finding } = about;
    const where = finding && (await whereOf(vscode.Uri.parse(finding.uri), finding.range.start.line + 1));
    const message = messageFor(about, where ?? { link: undefined, unsure: false }, answers);
    this.#prepared = { about, ways: waysTo(about.contacts), message };
    this.#changed.fire();
    return true;
  }

  async receive(action: FromDraft): Promise<unknown> {
    const prepared = this.#prepared;
    if (!prepared) return;
    switch (action.type) {
      case 'draft-edited':
        prepared.message = { ...prepared.message, text: action.text };
        return;
      case 'draft-used':
        prepared.message = { ...prepared.message, text: action.text };
        return this.#use(prepared, action.way);
      case 'draft-again':
        return this.start(prepared.about);
      case 'draft-closed':
        return this.#close();
    }
  }

  async #use({ about, ways, message }: Prepared, number: number): Promise<void> {
    const way = ways[number];
    if (!way) return;
    await vscode.env.clipboard.writeText(message.text);
    const target = way.target(message);
    if (target !== undefined && !(await openAfterShowing(target))) return;
    const copied = way.paste
      ? vscode.l10n.t('Copied, to be pasted into {0}. Nothing was sent.', way.paste)
      : vscode.l10n.t('Copied. Nothing was sent.');
    vscode.window.setStatusBarMessage(copied, 5000);
    if (target === undefined) return;
    await this.#keep(about, undefined);
    this.#close();
  }

  #close(): void {
    this.#prepared = undefined;
    this.#changed.fire();
  }

  #kept(): Readonly<Record<string, Answers>> {
    return this.memory.get<Record<string, Answers>>(KEPT, {});
  }

  async #keep(about: About, answers: Answers | undefined): Promise<void> {
    const others = Object.entries(this.#kept()).filter(([key]) => key !== keyOf(about));
    const kept = answers ? [...others, [keyOf(about), { ...answers }] as const] : others;
    await this.memory.update(KEPT, Object.fromEntries(kept.slice(-MOST)));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const keyOf = ({ id, finding }: About): string => (finding ? `${id} ${finding.fingerprint}` : id);

function reasonStep({ reason }: Answers, keep: (more: Partial<Answers>) => void): Promise<Outcome> {
  const words = {
    title: vscode.l10n.t('Why do you need it?'),
    prompt: vscode.l10n.t('What you are building, and what stands in the way'),
    needed: vscode.l10n.t('A few words are needed: whoever reads it has to decide something.'),
  };
  return textStep(
    { ...words, step: 1, of: 2, value: reason },
    (text) => keep({ reason: text }),
    (text) => keep({ reason: text }),
  );
}

async function dayStep(keep: (more: Partial<Answers>) => void): Promise<Outcome> {
  const title = vscode.l10n.t('By when?');
  const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const item = (label: string, days: number) => ({ label, description: day(days), day: day(days) });
  const other = { label: vscode.l10n.t('Another day…'), day: undefined };
  const items: { label: string; description?: string; day: string | undefined }[] = [
    item(vscode.l10n.t('Today'), 0),
    item(vscode.l10n.t('Tomorrow'), 1),
    item(vscode.l10n.t('Within a week'), 7),
    item(vscode.l10n.t('Within two weeks'), 14),
    { label: vscode.l10n.t('No hurry'), day: '' },
    other,
  ];
  let picked: string | undefined;
  const placeholder = vscode.l10n.t('When you need an answer');
  const outcome = await pickStep({ title, step: 2, of: 2, placeholder }, items, (chosen) => {
    picked = chosen.day;
  });
  if (outcome !== 'next') return outcome;
  picked ??= await vscode.window.showInputBox({ title, value: day(7), validateInput, ignoreFocusOut: true });
  if (picked === undefined) return dayStep(keep);
  keep({ day: picked });
  return 'next';
}

const validateInput = (text: string): string | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? undefined
    : vscode.l10n.t('A day as YYYY-MM-DD, such as 2027-01-31.');
