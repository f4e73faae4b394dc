import * as vscode from 'vscode';
import { METHODS } from '../protocol';
import type { DraftPolicyResult, SetUp, SetUpFiles, SetUpOffer } from '../protocol-set-up';
import type { LateServer, Server } from './server';
import { contactStep, folderToWrite, ownerStep, peopleOf, reading, write } from './set-up';
import { inOrder, type Outcome, pickStep, textStep } from './steps';
import { took } from './walkthrough';

const { l10n } = vscode;
const STEPS = 4;

/** What the steps have gathered so far. */
interface Answers {
  /** The built-in policy to make one's own; undefined for one that says something new. */
  from: string | undefined;
  title: string;
  owner: string;
  contact: string;
}

/** "New Policy…": one of Handrail's made one's own, or one that says something new, ready to be filled in. */
export function registerNewPolicy(server: LateServer): vscode.Disposable {
  return vscode.commands.registerCommand('handrail.newPolicy', async (from?: string) => {
    const folder = await folderToWrite();
    if (!folder) return;
    const started = await server.get();
    const offer = await reading((token) =>
      started.request<SetUpOffer | null>(METHODS.setUp, { folder: folder.uri.toString() }, token),
    );
    if (offer) await ask(started, offer, typeof from === 'string' ? from : undefined);
  });
}

async function ask(server: Server, offer: SetUpOffer, from: string | undefined): Promise<void> {
  const known = offer.policies.find(({ id }) => id === from);
  const answers: Answers = { from: known?.id, title: known?.title ?? '', owner: '', contact: '' };
  const first = known ? 0 : 2;
  const of = first === 0 ? 2 : STEPS;
  const steps = [() => ownerStep(offer.handles, first + 1, of, answers), () => contactStep(first + 2, of, answers)];
  const done = await inOrder(known ? steps : [() => fromStep(offer, answers), () => titleStep(answers), ...steps]);
  if (!done) return;
  if (answers.from === undefined) await draft(server, offer.folder, answers);
  else await makeOwn(server, offer.folder, answers.from, peopleOf(answers));
}

function fromStep({ policies }: SetUpOffer, answers: Answers): Promise<Outcome> {
  const items: (vscode.QuickPickItem & { id?: string })[] = [
    { label: `$(add) ${l10n.t('Something new')}`, description: l10n.t('a reason that Handrail does not have') },
    { label: l10n.t('One of Handrail’s, made yours'), kind: vscode.QuickPickItemKind.Separator },
    ...policies.filter(({ own }) => !own).map(({ id, title, statement }) => ({ label: title, detail: statement, id })),
  ];
  const placeholder = l10n.t('Your owner, contact and wording on top of a policy, or a policy of your own');
  return pickStep({ title: l10n.t('What does it start from?'), step: 1, of: STEPS, placeholder }, items, (item) => {
    answers.from = item.id;
    if (item.id) answers.title = item.label;
  });
}

/** A title for something new; a policy that is made one's own has one already. */
function titleStep(answers: Answers): Promise<Outcome> {
  if (answers.from !== undefined) return Promise.resolve('next');
  const prompt = l10n.t('What holds, in a few words: Customer data stays in the country');
  const step = { title: l10n.t('What is it called?'), step: 2, of: STEPS, prompt, value: answers.title };
  return textStep(step, (text) => {
    answers.title = text;
  });
}

async function makeOwn(
  server: Server,
  folder: string,
  id: string,
  people: Pick<SetUp, 'owner' | 'contact'>,
): Promise<void> {
  const decided: SetUp = { policies: [id], environments: [], ...people };
  const result = await server.request<SetUpFiles | null>(METHODS.setUpFiles, { folder, decided });
  const file = result?.files.find(({ path }) => path.includes('/policies/'));
  if (file) await write([file], false);
  else
    void vscode.window.showInformationMessage(l10n.t('Nothing to write: your file about this policy says it already.'));
  if (file) void took('ownPolicy');
}

/** A new file with stops for what only people can say; Tab goes from one to the next. */
async function draft(server: Server, folder: string, answers: Answers): Promise<void> {
  const params = { folder, title: answers.title, decided: peopleOf(answers) };
  const result = await server.request<DraftPolicyResult | null>(METHODS.draftPolicy, params);
  if (!result) return;
  const uri = vscode.Uri.parse(result.uri);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await editor.insertSnippet(new vscode.SnippetString(result.snippet));
  void took('ownPolicy');
}
