import * as vscode from 'vscode';
import { COMMANDS, METHODS } from '../protocol';
import type { ExceptionPlace, ExceptionTerms, WaiverEdit, WaiverParams } from '../protocol-waivers';
import { severityWord } from '../severity-words';
import { findingAtCursor } from './at-cursor';
import { dayStep } from './day-step';
import { make, type Preview } from './preview';
import type { LateServer, Server } from './server';
import { inOrder, type Outcome, pickStep, textStep } from './steps';

/** What the steps have gathered so far. */
type Answers = { -readonly [K in keyof Omit<WaiverParams, 'uri' | 'fingerprint'>]-?: WaiverParams[K] };

/** "Ask for an exception…": why, until when, where, who, then a previewed edit that writes the waiver. Nothing is sent. */
export function registerExceptions(server: LateServer, preview: Preview): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.askForException, async (uri?: string, fingerprint?: string) => {
    const finding = uri && fingerprint ? { uri, fingerprint } : await findingAtCursor(server);
    if (!finding) return;
    const at = { uri: finding.uri, fingerprint: finding.fingerprint };
    const started = await server.get();
    const terms = await started.request<ExceptionTerms | null>(METHODS.exceptionTerms, at);
    if (!terms) return tell(vscode.l10n.t('That finding is gone: there is nothing to ask an exception for.'));
    await ask(started, preview, terms, at);
  });
}

const tell = (sentence: string): void => void vscode.window.showInformationMessage(sentence);

type At = Pick<WaiverParams, 'uri' | 'fingerprint'>;

/** The steps, with a way back; nothing is written when they are given up. */
async function ask(server: Server, preview: Preview, terms: ExceptionTerms, at: At): Promise<void> {
  const { owner = '', approver = '', places } = terms;
  const answers: Answers = { reason: '', until: '', owner, approvedBy: approver, link: '', reach: places[0]!.reach };
  const unnamed = !terms.inlineEnough && terms.approver === undefined;
  const of = unnamed ? 7 : 6;
  const request = () => server.request<WaiverEdit | null>(METHODS.waiverEdit, paramsOf(at, answers));
  const steps = [
    () => words(1, of, answers, 'reason', vscode.l10n.t('Why now?'), REASON()),
    () =>
      dayStep({ title: vscode.l10n.t('Until when?'), step: 2, of }, terms, answers.until, (day) => {
        answers.until = day;
      }),
    () => placeStep(3, of, terms, answers),
    () => words(4, of, answers, 'owner', vscode.l10n.t('Who keeps an eye on it?'), OWNER()),
    ...(unnamed ? [() => words(5, of, answers, 'approvedBy', vscode.l10n.t('Who approves it?'), APPROVER(terms))] : []),
    () => linkStep(of - 1, of, answers),
    () => previewStep(of, preview, request),
  ];
  if (!(await inOrder(steps))) return;
  const edit = await request(); // the text may be another one since it was previewed
  if (!edit || !(await make(edit.change, edit.line))) {
    return tell(
      vscode.l10n.t('The text has changed meanwhile, and no waiver would hold there now: nothing was written.'),
    );
  }
  await sayWritten(edit, terms, preview);
}

const paramsOf = (at: At, { approvedBy, link, ...answers }: Answers): WaiverParams => ({
  ...at,
  ...answers,
  ...(approvedBy ? { approvedBy } : {}),
  ...(link ? { link } : {}),
});

const REASON = () => vscode.l10n.t('For whoever approves it: what is blocked, and what keeps the risk small');
const OWNER = () => vscode.l10n.t('A team or a person, such as payments');
const APPROVER = ({ finding: { severity } }: ExceptionTerms) =>
  vscode.l10n.t('The policy wants a name for {0}, and names nobody itself', severityWord(severity, vscode.l10n.t));

function words(
  step: number,
  of: number,
  answers: Answers,
  name: 'reason' | 'owner' | 'approvedBy',
  title: string,
  prompt: string,
): Promise<Outcome> {
  return textStep({ title, step, of, prompt, value: answers[name] }, (text) => {
    answers[name] = text;
  });
}

/** From this line to the whole file, as far as a waiver can be written there. */
function placeStep(step: number, of: number, terms: ExceptionTerms, answers: Answers): Promise<Outcome> {
  const { finding, places, comments, inlineEnough, approver } = terms;
  const subject = finding.subjects[0] ?? finding.path;
  const severity = severityWord(finding.severity, vscode.l10n.t);
  const label: Record<ExceptionPlace['reach'], string> = {
    line: vscode.l10n.t('This line'),
    resource: vscode.l10n.t('This resource: {0}', subject),
    file: vscode.l10n.t('This file: {0}', finding.path),
  };
  const items = places.map(({ reach, inline, path }) => ({
    label: label[reach],
    description: inline ? vscode.l10n.t('a comment in the code') : vscode.l10n.t('an entry of {0}', path),
    reach,
  }));
  const file = places.find(({ inline }) => !inline)?.path ?? '';
  const strict = approver
    ? vscode.l10n.t('For {0} the policy wants it in {1}, approved by {2}', severity, file, approver)
    : vscode.l10n.t('For {0} the policy wants it in {1}, with an approver', severity, file);
  const usual = comments
    ? vscode.l10n.t('The narrower, the sooner it is done with')
    : vscode.l10n.t('This format has no comments: it goes into {0}', file);
  const title = vscode.l10n.t('Where does it hold?');
  return pickStep({ title, step, of, placeholder: inlineEnough ? usual : strict }, items, ({ reach }) => {
    answers.reach = reach;
  });
}

function linkStep(step: number, of: number, answers: Answers): Promise<Outcome> {
  const title = vscode.l10n.t('Where is it talked about?');
  const prompt = vscode.l10n.t('The address of a ticket, https://… Enter goes on without one');
  const wrong = (text: string) =>
    text === '' || /^https:\/\/\S+$/.test(text)
      ? undefined
      : vscode.l10n.t('Write an address that begins with https://');
  return textStep({ title, step, of, prompt, value: answers.link, wrong }, (text) => {
    answers.link = text;
  });
}

/** The file as it will be, before it is. */
async function previewStep(of: number, preview: Preview, request: () => Promise<WaiverEdit | null>): Promise<Outcome> {
  const edit = await request();
  if (!edit) {
    tell(
      vscode.l10n.t(
        'No waiver would hold there as the files stand: mend what is wrong in waivers.yaml, or choose another place.',
      ),
    );
    return 'back';
  }
  return confirmed(preview, edit.change, {
    title: vscode.l10n.t('Write the waiver?'),
    step: of,
    of,
    yes: vscode.l10n.t('Write it into {0}, line {1}', edit.change.path, edit.line + 1),
  });
}

/** A change beside what is there, and a yes to it. */
async function confirmed(
  preview: Preview,
  change: WaiverEdit['change'],
  { yes, ...step }: { readonly title: string; readonly step: number; readonly of: number; readonly yes: string },
): Promise<Outcome> {
  const close = await preview.show(change);
  const detail = change.edits
    .map(({ newText }) =>
      newText
        .trim()
        .split(/\s*\n\s*/)
        .join(' · '),
    )
    .join(' ');
  const placeholder = vscode.l10n.t('One edit, which can be undone');
  const outcome = await pickStep({ ...step, placeholder }, [{ label: yes, detail }], () => {});
  await close();
  return outcome;
}

/** Whom the pull request asks; where CODEOWNERS leads `.handrail` to nobody in particular, the line that does is offered. */
async function sayWritten(edit: WaiverEdit, terms: ExceptionTerms, preview: Preview): Promise<void> {
  const { asked, routing } = edit;
  const approver = terms.approver ?? terms.finding.owner ?? vscode.l10n.t('whoever owns the policy');
  const sentence =
    asked.length > 0
      ? vscode.l10n.t(
          'Written, not sent. Approval is the pull request: {0} is asked through CODEOWNERS.',
          asked.join(', '),
        )
      : vscode.l10n.t('Written, not sent. Approval is the pull request: ask {0} there.', approver);
  if (!routing) return tell(sentence);
  const add = vscode.l10n.t('Add the Line…');
  const offer = vscode.l10n.t('CODEOWNERS has no line that leads {0} to {1}.', '.handrail', routing.owner);
  if ((await vscode.window.showInformationMessage(`${sentence} ${offer}`, add)) !== add) return;
  const title = vscode.l10n.t('Add the line?');
  const yes = vscode.l10n.t('Add “{0}” to {1}', routing.text, routing.path);
  if ((await confirmed(preview, routing, { title, step: 1, of: 1, yes })) !== 'next') return;
  if (!(await make(routing))) tell(vscode.l10n.t('{0} has changed meanwhile: nothing was written.', routing.path));
}
