import * as vscode from 'vscode';
import {
  COMMANDS,
  type FalseAlarmResult,
  METHODS,
  type PolicyResult,
  type RulesResult,
  type ScanResult,
} from '../protocol';
import type { FindingsTree, GroupBy, Node } from './findings-tree';
import type { PolicyView } from './policy-view';
import { rulePageUri } from './rule-pages';
import type { LateServer } from './server';

/** Commands of the palette, the views and the code actions. */
export function registerCommands(
  _context: vscode.ExtensionContext,
  server: LateServer,
  tree: FindingsTree,
  policy: PolicyView,
): vscode.Disposable[] {
  const command = (id: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(id, run);
  return [
    command('handrail.scanWorkspace', () => scan(server, tree, [])),
    command('handrail.scanFolder', async (given?: vscode.Uri) => {
      const picked = given ?? (await vscode.window.showWorkspaceFolderPick())?.uri;
      if (picked) await scan(server, tree, [picked.toString()]);
    }),
    command('handrail.explainRule', () => explainRule(server)),
    command('handrail.explainPolicyPick', () => explainPolicyPick(server, policy)),
    command('handrail.explainFinding', () => policy.showCursor()),
    command(COMMANDS.explainPolicy, (id: string, uri?: string, fingerprint?: string) =>
      policy.showPolicy(id, uri, fingerprint),
    ),
    command('handrail.fixAll', () =>
      vscode.commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.handrail', apply: 'first' }),
    ),
    command(COMMANDS.reportFalseAlarm, (uri: string, fingerprint: string) =>
      reportFalseAlarm(server, uri, fingerprint),
    ),
    command('handrail.groupBy', () => groupBy(tree)),
    command('handrail.finding.explain', (node: Node) => {
      if (node.type === 'finding') return policy.showFinding(node.item);
      return undefined;
    }),
    command('handrail.finding.fix', (node: Node) => fix(node)),
    command('handrail.finding.except', (node: Node) => {
      if (node.type !== 'finding') return undefined;
      return vscode.commands.executeCommand(COMMANDS.askForException, node.item.uri, node.item.fingerprint);
    }),
    command('handrail.finding.copy', (node: Node) => {
      if (node.type !== 'finding') return undefined;
      const { path, range, message } = node.item;
      return vscode.env.clipboard.writeText(`${path}:${range.start.line + 1} ${message}`);
    }),
    command('handrail.restart', async () => (await server.get()).restart()),
    command('handrail.showLog', async () => (await server.get()).showLog()),
  ];
}

/** Progress in the view; what was found stays when it is stopped. */
async function scan(server: LateServer, tree: FindingsTree, folders: readonly string[]): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: 'Handrail: reading the workspace',
    cancellable: true,
  };
  await vscode.window.withProgress({ location: { viewId: 'handrail.findings' } }, () =>
    vscode.window.withProgress(
      { ...options, location: vscode.ProgressLocation.Notification },
      async (progress, token) => {
        const started = await server.get();
        const telling = started.onScanProgress(({ read }) => progress.report({ message: `${read} files` }));
        try {
          await started.request<ScanResult>(METHODS.scan, { folders }, token);
        } finally {
          telling.dispose();
          tree.refresh();
        }
      },
    ),
  );
}

async function explainRule(server: LateServer): Promise<void> {
  const { rules } = await (await server.get()).request<RulesResult>(METHODS.rules);
  const items = rules.map(({ id, title, severity }) => ({ label: title, description: `${severity} · ${id}`, id }));
  const placeHolder = 'Which rule?';
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (picked) await vscode.commands.executeCommand('markdown.showPreview', rulePageUri(picked.id));
}

async function explainPolicyPick(server: LateServer, view: PolicyView): Promise<void> {
  const { overview } = await (await server.get()).request<PolicyResult>(METHODS.policy, {});
  const items = overview.policies.map(({ id, title, statement, count }) => ({
    label: title,
    description: count > 0 ? `${count} here` : '',
    detail: statement,
    id,
  }));
  const placeHolder = 'Which policy?';
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (picked) await view.showPolicy(picked.id);
}

async function reportFalseAlarm(server: LateServer, uri: string, fingerprint: string): Promise<void> {
  const report = await (await server.get()).request<FalseAlarmResult | null>(METHODS.falseAlarm, { uri, fingerprint });
  if (!report) {
    await vscode.window.showInformationMessage('That finding is gone: nothing was copied.');
    return;
  }
  await vscode.env.clipboard.writeText(report.text);
  await vscode.window.showInformationMessage(
    'A report without names and literals is on the clipboard. Nothing was sent: paste it where you report it.',
  );
}

async function groupBy(tree: FindingsTree): Promise<void> {
  const choices: readonly { label: string; value: GroupBy }[] = [
    { label: 'Policy', value: 'policy' },
    { label: 'File', value: 'file' },
    { label: 'Owner', value: 'owner' },
    { label: 'Severity', value: 'severity' },
  ];
  const picked = await vscode.window.showQuickPick(
    choices.map((choice) => ({ ...choice, description: choice.value === tree.groupBy ? 'now' : '' })),
    { placeHolder: 'Group findings by' },
  );
  if (!picked) return;
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('handrail').update('findings.groupBy', picked.value, target);
  tree.refresh();
}

/** The preferred fix of a finding, as its code action gives it. */
async function fix(node: Node): Promise<void> {
  if (node.type !== 'finding') return;
  const uri = vscode.Uri.parse(node.item.uri);
  const { start, end } = node.item.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection: range });
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const preferred = actions.find((action) => action.isPreferred && action.edit);
  if (preferred?.edit) await vscode.workspace.applyEdit(preferred.edit);
}
