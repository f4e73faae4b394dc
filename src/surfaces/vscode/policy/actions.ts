import * as vscode from 'vscode';
import { COMMANDS, type FindingItem, type FindingsResult, METHODS } from '../../protocol';
import type { PolicyPage } from '../../protocol-policy';
import type { FromDraft, FromPolicyPage } from '../../webview/messages';
import { openAfterShowing } from '../links';
import { insertGood } from './insert';
import { OPEN_LESSON, type PolicyParts } from './parts';

type Action = Exclude<FromPolicyPage, FromDraft | { type: 'ready' | 'shown' | 'fold' }>;

/** Does what a link or button of a page says. */
export async function act(action: Action, page: PolicyPage | undefined, parts: PolicyParts): Promise<unknown> {
  switch (action.type) {
    case 'reveal':
      return reveal(action.uri, action.line, action.character);
    case 'policy':
      return vscode.commands.executeCommand(COMMANDS.explainPolicy, action.id);
    case 'folder':
      return page && listFolder(page, action.uri, parts);
    case 'file':
      return vscode.window.showTextDocument(vscode.Uri.parse(action.uri));
    case 'open':
      return openAfterShowing(action.url);
    case 'copy':
      await vscode.env.clipboard.writeText(action.text);
      return vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
    case 'insert': {
      const example = page?.lesson.examples[action.example];
      return example && insertGood(example);
    }
    case 'lesson':
      return page && vscode.commands.executeCommand(OPEN_LESSON, page.id, page.title);
    case 'make-yours':
      return makeYours(page);
    case 'except':
      return vscode.commands.executeCommand(COMMANDS.askForException, action.uri, action.fingerprint);
    case 'ask':
      return page && ask(page, parts);
  }
}

/** Prepares a message about a policy; it is shown where the policy is. */
export async function ask(page: PolicyPage, { asking }: Pick<PolicyParts, 'asking'>): Promise<void> {
  const ready = await asking.start({ ...page, contacts: page.who.contacts });
  if (ready) await vscode.commands.executeCommand('handrail.policy.focus');
}

/** Opens what the workspace says about the policy already; else asks the few things that make it one's own. */
function makeYours(page: PolicyPage | undefined): Thenable<unknown> {
  const own = page?.origin.files.find(({ uri }) => uri?.includes('/.handrail/policies/'));
  return own?.uri === undefined
    ? vscode.commands.executeCommand('handrail.newPolicy', page?.id)
    : vscode.window.showTextDocument(vscode.Uri.parse(own.uri));
}

function reveal(uri: string, line: number, character: number): Thenable<vscode.TextEditor> {
  const at = new vscode.Position(line, character);
  return vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) });
}

/** The findings of the policy that lie right in a folder, as a list to choose from. */
async function listFolder({ id, finding }: PolicyPage, folder: string, { server }: PolicyParts): Promise<void> {
  const { findings } = await (await server.get()).request<FindingsResult>(METHODS.findings);
  const isThere = ({ uri, policy, waiver }: FindingItem) =>
    policy?.id === id &&
    !waiver &&
    uri !== finding?.uri &&
    uri.startsWith(folder) &&
    !uri.slice(folder.length).includes('/');
  const items = findings.filter(isThere).map((item) => ({
    label: item.ruleTitle,
    description: `${item.path.split('/').pop()}:${item.range.start.line + 1}`,
    detail: item.message,
    item,
  }));
  const placeHolder = vscode.l10n.t('Which finding?');
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const { line, character } = picked.item.range.start;
  await reveal(picked.item.uri, line, character);
}
