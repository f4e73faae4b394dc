import * as vscode from 'vscode';
import { policyOfPath, policyPath } from '../../policy-path';
import { METHODS } from '../../protocol';
import type { PolicyResult } from '../../protocol-policy';
import { RULE_SCHEME } from '../rule-pages';
import { OPEN_LESSON, type PolicyParts } from './parts';
import { PolicyWebview } from './webview';

const TYPE = 'handrail.policyPage';

interface OpenPage {
  readonly id: string | undefined;
  show(section?: string): Promise<void>;
}

/** A policy as a page of its own, with room for good and bad side by side; rule pages and "Two-minute lesson" lead there. */
export function registerPolicyEditor(parts: PolicyParts): vscode.Disposable {
  const open = new Set<OpenPage>();
  /** The policy whose page, not yet there, is to begin with its lesson. */
  let lessonOf: string | undefined;

  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    resolveCustomEditor({ uri }, panel) {
      const id = policyOfPath(uri.path);
      const show = async (section?: string) => {
        const server = await parts.server.get();
        await page.show(await server.request<PolicyResult>(METHODS.policy, { policy: id ?? '' }), section);
      };
      const begin = () => {
        const section = lessonOf === id ? 'good' : undefined;
        lessonOf = undefined;
        return show(section);
      };
      const page = new PolicyWebview(panel.webview, parts, () => void begin().catch(() => {}), true);
      const listening: vscode.Disposable[] = [];
      parts.server.whenStarted((server) => {
        listening.push(server.onFindingsChanged(() => void show().catch(() => {})));
      });
      const self = { id, show };
      open.add(self);
      panel.onDidDispose(() => {
        open.delete(self);
        for (const each of listening) each.dispose();
      });
    },
  };
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(TYPE, provider, { supportsMultipleEditorsPerDocument: true }),
    vscode.commands.registerCommand(OPEN_LESSON, async (id: string, title: string) => {
      const already = [...open].find((page) => page.id === id);
      if (!already) lessonOf = id;
      const uri = vscode.Uri.parse(`${RULE_SCHEME}:${policyPath({ id, title })}`);
      await vscode.commands.executeCommand('vscode.openWith', uri, TYPE);
      await already?.show('good');
    }),
  );
}
