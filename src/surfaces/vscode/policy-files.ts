import * as vscode from 'vscode';
import { METHODS, type PolicyTextResult } from '../protocol';
import type { LateServer } from './server';

/** The scheme of read-only documents that show built-in policies; going to the definition of one leads there. */
const SCHEME = 'handrail-policy';

export function registerPolicyFiles(server: LateServer): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const file = uri.path.slice(1);
      const { text } = await (await server.get()).request<PolicyTextResult>(METHODS.policyText, { file });
      return text ?? vscode.l10n.t('# This version of Handrail has no policy file {0}.\n', file);
    },
  });
}
