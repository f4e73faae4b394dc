import * as vscode from 'vscode';
import { COMMANDS, type FalseAlarmResult, METHODS, type RulesResult } from '../protocol';
import type { PolicyResult } from '../protocol-policy';
import { severityWord } from '../severity-words';
import type { Asking } from './ask/ask';
import { findingAtCursor, policyAtCursor } from './at-cursor';
import type { GroupBy } from './findings/groups';
import type { Scan } from './findings/scan';
import type { FindingsTree, Node } from './findings/tree';
import { number } from './language';
import { ask } from './policy/actions';
import type { PolicyView } from './policy/view';
import { rulePageUri } from './rule-pages';
import type { LateServer } from './server';
import { took } from './walkthrough';

/** What the commands work with. */
export interface Parts {
  readonly server: LateServer;
  readonly tree: FindingsTree;
  readonly policy: PolicyView;
  readonly scan: Scan;
  readonly asking: Asking;
}

/** Commands of the palette, the views and the code actions. */
export function registerCommands({ server, tree, policy, scan, asking }: Parts): vscode.Disposable[] {
  const command = (id: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`handrail.${id}`, run);
  const own = (id: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(id, run);
  return [
    command('scanWorkspace', () => scanShown(scan)),
    command('scanFolder', async (given?: vscode.Uri) => {
      const folder = given ?? (await vscode.window.showWorkspaceFolderPick())?.uri;
      if (folder) await scanShown(scan, [folder.toString()]);
    }),
    command('stopScan', () => scan.stop()),
    command('groupBy', () => groupBy(tree)),
    command('showWaived', () => {
      tree.showWaived = true;
    }),
    command('hideWaived', () => {
      tree.showWaived = false;
    }),
    command('showHardening', () => update('audience', 'hardening')),
    command('hideHardening', () => update('audience', undefined)),
    command('explainRule', () => explainRule(server)),
    command('explainPolicyPick', () => explainPolicyPick(server, policy)),
    command('explainFinding', () => policy.showCursor()),
    command('ask', async () => {
      const page = await policyAtCursor(server);
      if (page) await ask(page, { asking });
    }),
    own(COMMANDS.explainPolicy, (id?: string, uri?: string, fingerprint?: string) =>
      policy.showPolicy(id, uri, fingerprint),
    ),
    command('fixAll', () =>
      vscode.commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.handrail', apply: 'first' }),
    ),
    own(COMMANDS.reportFalseAlarm, (uri?: string, fingerprint?: string) => reportFalseAlarm(server, uri, fingerprint)),
    command('policy.pin', () => policy.pin(true)),
    command('policy.unpin', () => policy.pin(false)),
    command('policy.overview', () => policy.showOverview()),
    command('showLog', async () => (await server.get()).showLog()),
    command('restart', () => server.restart()),
    ...rowCommands(server, policy),
  ];
}

/** What a row of the Findings view offers. */
function rowCommands(server: LateServer, policy: PolicyView): vscode.Disposable[] {
  const command = (id: string, run: (item: Extract<Node, { type: 'finding' }>['item']) => unknown) =>
    vscode.commands.registerCommand(`handrail.finding.${id}`, (node?: Node) =>
      node?.type === 'finding' ? run(node.item) : undefined,
    );
  return [
    command('explain', (item) => policy.showFinding(item)),
    command('fix', (item) => fix(item)),
    command('except', (item) => vscode.commands.executeCommand(COMMANDS.askForException, item.uri, item.fingerprint)),
    command('falseAlarm', (item) => reportFalseAlarm(server, item.uri, item.fingerprint)),
    command('copy', ({ path, range, message }) =>
      vscode.env.clipboard.writeText(`${path}:${range.start.line + 1} ${message}`),
    ),
    command('reveal', ({ uri }) => vscode.commands.executeCommand('revealInExplorer', vscode.Uri.parse(uri))),
  ];
}

/** Progress and result are in the view, so that is where the command leads. */
async function scanShown(scan: Scan, folders?: readonly string[]): Promise<void> {
  const scanning = scan.run(folders);
  await vscode.commands.executeCommand('handrail.findings.focus');
  await scanning;
}

const update = (name: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('handrail').update(name, value, vscode.ConfigurationTarget.Global);

async function explainRule(server: LateServer): Promise<void> {
  const { rules } = await (await server.get()).request<RulesResult>(METHODS.rules);
  const items = rules.map(({ id, title, severity }) => ({
    label: title,
    description: `${severityWord(severity, vscode.l10n.t)} · ${id}`,
    id,
  }));
  const placeHolder = vscode.l10n.t('Which rule?');
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (picked) await vscode.commands.executeCommand('markdown.showPreview', rulePageUri(picked.id));
}

async function explainPolicyPick(server: LateServer, view: PolicyView): Promise<void> {
  const { overview } = await (await server.get()).request<PolicyResult>(METHODS.policy, {});
  const items = (overview?.policies ?? []).map(({ id, title, statement, count }) => ({
    label: title,
    description: count > 0 ? vscode.l10n.t('{0} here', number(count)) : '',
    detail: statement,
    id,
  }));
  const placeHolder = vscode.l10n.t('Which policy?');
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (picked) await view.showPolicy(picked.id);
}

async function reportFalseAlarm(server: LateServer, uri?: string, fingerprint?: string): Promise<void> {
  const finding = uri && fingerprint ? { uri, fingerprint } : await findingAtCursor(server);
  if (!finding) return;
  const params = { uri: finding.uri, fingerprint: finding.fingerprint };
  const report = await (await server.get()).request<FalseAlarmResult | null>(METHODS.falseAlarm, params);
  if (!report) {
    void vscode.window.showInformationMessage(vscode.l10n.t('That finding is gone: nothing was copied.'));
    return;
  }
  await vscode.env.clipboard.writeText(report.text);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'A report without names and literals is on the clipboard. Nothing was sent: paste it where you report it.',
    ),
  );
}

async function groupBy(tree: FindingsTree): Promise<void> {
  const choices: readonly { label: string; value: GroupBy }[] = [
    { label: vscode.l10n.t('Policy'), value: 'policy' },
    { label: vscode.l10n.t('Business Area'), value: 'area' },
    { label: vscode.l10n.t('Owner'), value: 'owner' },
    { label: vscode.l10n.t('Environment'), value: 'environment' },
    { label: vscode.l10n.t('File'), value: 'file' },
    { label: vscode.l10n.t('Severity'), value: 'severity' },
  ];
  const picked = await vscode.window.showQuickPick(
    choices.map((choice) => ({ ...choice, description: choice.value === tree.groupBy ? vscode.l10n.t('now') : '' })),
    { placeHolder: vscode.l10n.t('Group findings by') },
  );
  if (picked) await update('findings.groupBy', picked.value);
}

/** The preferred fix of a finding, as its code action gives it, in the editor, where it can be seen and undone. */
async function fix(item: Extract<Node, { type: 'finding' }>['item']): Promise<void> {
  const uri = vscode.Uri.parse(item.uri);
  const { start, end } = item.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection: range });
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const preferred = actions.find(
    ({ isPreferred, edit, diagnostics }) => isPreferred && edit && diagnostics?.some((d) => codeOf(d) === item.rule),
  );
  if (preferred?.edit && (await vscode.workspace.applyEdit(preferred.edit))) return took('fixed');
  void vscode.window.showInformationMessage(vscode.l10n.t('That fix no longer fits the text: nothing was changed.'));
}

const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);
