import * as vscode from 'vscode';
import { METHODS, type RuleResult } from '../protocol';
import type { LateServer } from './server';

/** The scheme of read-only documents that explain rules; a diagnostic's code leads there. */
const SCHEME = 'handrail-rule';

/** The document that explains a rule. */
export const rulePageUri = (rule: string): vscode.Uri => vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });

export function registerRulePages(server: LateServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const rule = uri.path.slice(1).replace(/\.md$/, '');
      const { markdown } = await (await server.get()).request<RuleResult>(METHODS.rule, { rule });
      return markdown ?? `# ${rule}\n\nThis version of Handrail has no such rule.\n`;
    },
  });
}
