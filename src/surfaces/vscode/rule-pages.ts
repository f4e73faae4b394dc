import * as vscode from 'vscode';
import { policyOfPath } from '../policy-path';
import { METHODS, type RuleResult } from '../protocol';
import type { LateServer } from './server';

/** The scheme of read-only documents that explain rules; a diagnostic's code leads there. */
export const RULE_SCHEME = 'handrail-rule';

/** The document that explains a rule. */
export const rulePageUri = (rule: string): vscode.Uri => vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md` });

export function registerRulePages(server: LateServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, {
    async provideTextDocumentContent(uri) {
      if (policyOfPath(uri.path) !== undefined) return ''; // it has a page of its own
      const rule = uri.path.slice(1).replace(/\.md$/, '');
      const { markdown } = await (await server.get()).request<RuleResult>(METHODS.rule, { rule });
      return markdown ?? `# ${rule}\n\n${vscode.l10n.t('This version of Handrail has no such rule.')}\n`;
    },
  });
}
