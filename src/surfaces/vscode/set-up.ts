import * as vscode from 'vscode';
import { difference } from '../../config/text-change';
import { METHODS } from '../protocol';
import type { SetUp, SetUpFiles, SetUpOffer } from '../protocol-set-up';
import type { LateServer, Server } from './server';
import { inOrder, manyStep, type Outcome, pickStep, suggestStep } from './steps';
import { took } from './walkthrough';

const { l10n } = vscode;

/** What the steps have gathered so far. */
export interface Answers {
  policies: readonly string[];
  owner: string;
  contact: string;
  environments: SetUp['environments'];
  threshold: SetUp['threshold'];
}

const LATER = (): string => l10n.t('Decide later');

/** "Set Up This Workspace…": what the repository shows by itself, a few questions, and files that are looked at before they are written. */
export function registerSetUp(server: LateServer): vscode.Disposable {
  return vscode.commands.registerCommand('handrail.setUp', async () => {
    const folder = await folderToWrite();
    if (!folder) return;
    const started = await server.get();
    const offer = await reading((token) =>
      started.request<SetUpOffer | null>(METHODS.setUp, { folder: folder.uri.toString() }, token),
    );
    if (offer) await ask(started, offer);
  });
}

/** The only workspace folder, or the one that is chosen. None while the workspace is not trusted: it is read only then, and that is said. */
export async function folderToWrite(): Promise<vscode.WorkspaceFolder | undefined> {
  if (!vscode.workspace.isTrusted) {
    const manage = l10n.t('Manage Trust');
    const said = l10n.t('In Restricted Mode Handrail only reads. Trust this workspace to write policies.');
    if ((await vscode.window.showInformationMessage(said, manage)) === manage)
      await vscode.commands.executeCommand('workbench.trust.manage');
    return undefined;
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

/** Shows that the workspace is read, in the Findings view, while it is. */
export function reading<T>(work: (token: vscode.CancellationToken) => Thenable<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Window;
  const title = l10n.t('Handrail looks at what is here');
  return vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => work(token));
}

async function ask(server: Server, offer: SetUpOffer): Promise<void> {
  const answers: Answers = { policies: [], owner: '', contact: '', environments: [], threshold: 'high' };
  const hasEnvironments = offer.environments.length > 0;
  const of = hasEnvironments ? 6 : 5;
  let files: SetUpFiles['files'] = [];
  let asDiff = false;
  const done = await inOrder([
    () => policyStep(offer, answers, of),
    () => ownerStep(offer.handles, 2, of, answers),
    () => contactStep(3, of, answers),
    ...(hasEnvironments ? [() => environmentStep(offer, answers, of)] : []),
    () => thresholdStep(answers, of - 1, of),
    async () => {
      const decided = decidedOf(answers);
      const result = await server.request<SetUpFiles | null>(METHODS.setUpFiles, { folder: offer.folder, decided });
      files = result?.files ?? [];
      return writeStep(files, of, (choice) => {
        asDiff = choice;
      });
    },
  ]);
  if (done && files.length > 0) await write(files, asDiff);
}

function decidedOf(answers: Answers): SetUp {
  const { policies, environments, threshold } = answers;
  return { policies, environments, threshold, ...peopleOf(answers) };
}

/** Owner and contact as policy files spell them. */
export function peopleOf({ owner, contact }: Pick<Answers, 'owner' | 'contact'>): Pick<SetUp, 'owner' | 'contact'> {
  const isHandle = owner.startsWith('@');
  return {
    ...(owner ? { owner: isHandle ? { codeowners: owner } : { team: owner } } : {}),
    ...(contact ? { contact: contactOf(contact) } : {}),
  };
}

function contactOf(text: string): NonNullable<SetUp['contact']> {
  if (/^https:\/\//.test(text)) return { type: 'ticket', name: new URL(text).hostname, url: text };
  if (/^[^@\s]+@[^@\s]+$/.test(text)) return { type: 'mail', name: text, url: `mailto:${text}` };
  return { type: 'chat', name: text };
}

function policyStep({ policies }: SetUpOffer, answers: Answers, of: number): Promise<Outcome> {
  const chosen = (id: string, count: number, own: boolean) =>
    answers.policies.length > 0 ? answers.policies.includes(id) : count > 0 || own;
  const items = policies.map(({ id, title, statement, count, own }) => ({
    label: title,
    description: descriptionOf(count, own),
    detail: statement,
    picked: chosen(id, count, own),
    id,
  }));
  const placeholder = l10n.t('Each gets a file of its own, in which your words replace Handrail’s');
  return manyStep({ title: l10n.t('Which policies are yours?'), step: 1, of, placeholder }, items, (picked) => {
    answers.policies = picked.map(({ id }) => id);
  });
}

function descriptionOf(count: number, own: boolean): string {
  if (own) return l10n.t('yours already');
  if (count === 0) return '';
  return count === 1 ? l10n.t('1 finding here') : l10n.t('{0} findings here', count);
}

export function ownerStep(
  handles: readonly string[],
  step: number,
  of: number,
  answers: Pick<Answers, 'owner'>,
): Promise<Outcome> {
  const items = [
    ...(answers.owner ? [{ label: answers.owner }] : []),
    ...handles.filter((label) => label !== answers.owner).map((label) => ({ label, description: 'CODEOWNERS' })),
    { label: LATER(), value: '', description: l10n.t('findings say that nobody is named yet') },
  ];
  const placeholder = l10n.t('A team or a person: pick one of CODEOWNERS or type a name');
  return suggestStep({ title: l10n.t('Who answers for them?'), step, of, placeholder }, items, (text) => {
    answers.owner = text;
  });
}

export function contactStep(step: number, of: number, answers: Pick<Answers, 'contact'>): Promise<Outcome> {
  const items = [
    ...(answers.contact ? [{ label: answers.contact }] : []),
    { label: LATER(), value: '', description: l10n.t('findings name no way to ask') },
  ];
  const placeholder = l10n.t('A channel such as #ask-security, a mail address, or an https address for tickets');
  return suggestStep({ title: l10n.t('How can people ask?'), step, of, placeholder }, items, (text) => {
    answers.contact = text;
  });
}

function environmentStep(offer: SetUpOffer, answers: Answers, of: number): Promise<Outcome> {
  const items = offer.environments.map(({ name, paths }) => ({
    label: name,
    description: paths.join(', '),
    picked: true,
    environment: { name, paths },
  }));
  const placeholder = l10n.t('Read off the names of folders: severities can differ between them');
  return manyStep({ title: l10n.t('Which environments are these?'), step: 4, of, placeholder }, items, (picked) => {
    answers.environments = picked.map(({ environment }) => environment);
  });
}

function thresholdStep(answers: Answers, step: number, of: number): Promise<Outcome> {
  const items = [
    { label: l10n.t('High and above'), description: l10n.t('what Handrail does by itself'), value: 'high' as const },
    { label: l10n.t('Critical only'), value: 'critical' as const },
    { label: l10n.t('Medium and above'), value: 'medium' as const },
    { label: l10n.t('Everything'), value: 'low' as const },
  ];
  const placeholder = l10n.t('The editor blocks nothing; this is for handrail scan in a pipeline');
  return pickStep({ title: l10n.t('When does a pipeline stop?'), step, of, placeholder }, items, ({ value }) => {
    answers.threshold = value;
  });
}

function writeStep(files: SetUpFiles['files'], of: number, take: (asDiff: boolean) => void): Promise<Outcome> {
  const title = l10n.t('Write the files?');
  if (files.length === 0) {
    const nothing = [{ label: l10n.t('Nothing to write'), description: l10n.t('the files say all of this already') }];
    return pickStep({ title, step: of, of, placeholder: '' }, nothing, () => {});
  }
  const names = files.map(({ path }) => path).join(', ');
  const items = [
    {
      label: files.length === 1 ? l10n.t('Write 1 file') : l10n.t('Write {0} files', files.length),
      detail: names,
      asDiff: false,
    },
    { label: l10n.t('Look at the differences first'), asDiff: true },
  ];
  const placeholder = l10n.t('One step that can be undone; nothing that somebody wrote is replaced');
  return pickStep({ title, step: of, of, placeholder }, items, (choice) => take(choice.asDiff));
}

/** Writes all files as one edit that can be undone, and shows the first of them. */
export async function write(files: SetUpFiles['files'], asDiff: boolean): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const about = { label: l10n.t('Set up Handrail'), needsConfirmation: asDiff };
  for (const { uri, before, after } of files) {
    const target = vscode.Uri.parse(uri);
    if (before === undefined) {
      edit.createFile(target, { contents: new TextEncoder().encode(after) }, about);
    } else {
      const document = await vscode.workspace.openTextDocument(target);
      const { start, end, text } = difference(before, after);
      edit.replace(target, new vscode.Range(document.positionAt(start), document.positionAt(end)), text, about);
    }
  }
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const [first] = files;
  const there = await vscode.workspace.openTextDocument(vscode.Uri.parse(first!.uri)).then(
    (document) => document,
    () => undefined, // looked at and not wanted
  );
  if (!there) return;
  await vscode.window.showTextDocument(there);
  void took('setUp');
  void vscode.window.showInformationMessage(l10n.t('Written, not committed. Approval is the pull request.'));
}
