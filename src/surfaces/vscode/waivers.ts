import * as vscode from 'vscode';
import { COMMANDS, type FileChange, METHODS } from '../protocol';
import type { RenewalTerms, WaiverRef, WaiverRow, WaiversResult } from '../protocol-waivers';
import { dayStep } from './day-step';
import { make } from './preview';
import type { LateServer } from './server';
import { aboutReading, type Grouping, type Row, rowsOf, titleOf } from './waiver-rows';

/** Show Waivers, and what can be done about one. */
export function registerWaivers(server: LateServer): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('handrail.showWaivers', () => showWaivers(server)),
    vscode.commands.registerCommand(COMMANDS.renewWaiver, (ref: WaiverRef) => renew(server, ref)),
  );
}

const tell = (sentence: string): void => void vscode.window.showInformationMessage(sentence);
const gone = (): void => tell(vscode.l10n.t('That waiver is gone, or was changed: nothing was written.'));

/** Asks for another end, as far as the policy allows, and writes it. */
async function renew(server: LateServer, ref: WaiverRef): Promise<void> {
  const started = await server.get();
  const terms = await started.request<RenewalTerms | null>(METHODS.renewalTerms, ref);
  if (!terms) return gone();
  let until = '';
  const title = vscode.l10n.t('Renew until when? {0}', terms.ruleTitle);
  const outcome = await dayStep({ title, step: 1, of: 1 }, terms, terms.until ?? '', (day) => {
    until = day;
  });
  if (outcome !== 'next') return;
  const change = await started.request<FileChange | null>(METHODS.renewWaiver, { ...ref, until });
  if (!change || !(await make(change))) return gone();
  tell(vscode.l10n.t('Renewed until {0}, not sent. Approval is the pull request.', until));
}

async function remove(server: LateServer, ref: WaiverRef): Promise<void> {
  const change = await (await server.get()).request<FileChange | null>(METHODS.removeWaiver, ref);
  if (!change || !(await make(change))) gone();
}

const refOf = ({ uri, range }: WaiverRow): WaiverRef => ({ uri, position: range.start });

async function open({ uri, range: { start } }: WaiverRow): Promise<void> {
  const at = new vscode.Position(start.line, start.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) });
}

/** Every waiver that was read, by owner or by end; each opens its line. */
async function showWaivers(server: LateServer): Promise<void> {
  const result = await (await server.get()).request<WaiversResult>(METHODS.waivers);
  const pick = vscode.window.createQuickPick<Row>();
  const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
  const own = {
    renew: button('sync', vscode.l10n.t('Renew the waiver…')),
    remove: button('trash', vscode.l10n.t('Remove the waiver')),
  };
  const other: Record<Grouping, vscode.QuickInputButton> = {
    owner: button('calendar', vscode.l10n.t('Group by End')),
    date: button('organization', vscode.l10n.t('Group by Owner')),
  };
  const show = (by: Grouping) => {
    pick.items = [...rowsOf(result.waivers, by, own), ...aboutReading(result)];
    pick.buttons = [other[by]];
  };
  pick.title = titleOf(result);
  pick.placeholder = vscode.l10n.t('Enter opens the line; Quick Fix there renews or removes the waiver');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.onDidTriggerButton((pressed) => show(pressed === other.owner ? 'date' : 'owner'));
  pick.onDidTriggerItemButton(({ item, button: pressed }) => {
    pick.hide();
    if (item.waiver) void (pressed === own.renew ? renew : remove)(server, refOf(item.waiver));
  });
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen?.waiver) void open(chosen.waiver);
    else if (chosen?.command) void vscode.commands.executeCommand(chosen.command);
  });
  pick.onDidHide(() => pick.dispose());
  show('owner');
  pick.show();
}
