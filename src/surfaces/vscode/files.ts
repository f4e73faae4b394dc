import * as vscode from 'vscode';

/** Files that Handrail reads, by path: languages alone would miss some and catch others. The server decides again by content. */
const PATTERNS = [
  '**/*.{tf,tofu,tfvars,tfstate,yaml,yml,json,jsonc,template,bicep,bicepparam}',
  '**/*{Dockerfile,Containerfile,dockerfile}*',
  '**/{.env,.env.*,*.env,*.env.*,.envrc,.npmrc,.yarnrc,.pypirc,.netrc,.pgpass,.htpasswd,.git-credentials,.dockercfg,.s3cfg,.boto}',
  '**/*.{properties,ini,cfg,conf,cnf,toml,pem,key,ppk,sh,bash,zsh,ps1,config,xml}',
  '**/{id_rsa,id_dsa,id_ecdsa,id_ed25519,credentials}',
] as const;

/** Schemes of user documents: those of the workspace's folders, files, and texts that were never saved. Never `git:`, diff or output. */
function schemes(): readonly string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set(['file', 'untitled', ...folders])];
}

/** Selects the documents that go to the server. */
export const selector = (): { scheme: string; pattern: string }[] =>
  schemes().flatMap((scheme) => PATTERNS.map((pattern) => ({ scheme, pattern })));

export const isOurs = (document: vscode.TextDocument): boolean => vscode.languages.match(selector(), document) > 0;
