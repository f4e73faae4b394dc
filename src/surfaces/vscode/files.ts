import * as vscode from 'vscode';

/** Files that Handrail reads, by path: languages alone would miss some and catch others. The server decides again by content. */
export const PATTERNS = [
  '**/*.{tf,tfvars,tf.json,yaml,yml,json,template,env,properties,ini,cfg,conf,toml}',
  '**/{Dockerfile,Containerfile,Dockerfile.*,*.dockerfile,*.Dockerfile}',
  '**/{.env,.env.*,.npmrc,.pypirc,.netrc}',
] as const;

/** Schemes of user documents: those of the workspace's folders, files, and texts that were never saved. Never `git:`, diff or output. */
export function schemes(): readonly string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set(['file', 'untitled', ...folders])];
}

/** Selects the documents that go to the server. */
export const selector = (): { scheme: string; pattern: string }[] =>
  schemes().flatMap((scheme) => PATTERNS.map((pattern) => ({ scheme, pattern })));

export const isOurs = (document: vscode.TextDocument): boolean => vscode.languages.match(selector(), document) > 0;
