import type { SyntaxId } from '../document/syntax';

const GENERATED = /(?:^|[-.])lock(?:\.|$)|\.min\.|(?:^|\/)(?:npm-shrinkwrap\.json|go\.sum|yarn\.lock)$|\.map$/i;
const PLAIN: readonly (readonly [RegExp, SyntaxId])[] = [
  [/(?:^|\/)(?:[^/]*\.)?env(?:\.[^/]*)?$|(?:^|\/)\.envrc$/i, 'lines'],
  [/\.(?:properties|ini|cfg|conf|cnf|toml|pem|key|ppk|pgpass|netrc|npmrc|pypirc|s3cfg|boto)$/i, 'lines'],
  [
    /(?:^|\/)\.?(?:npmrc|yarnrc|pypirc|netrc|pgpass|htpasswd|git-credentials|dockercfg|s3cfg|boto|credentials)$/i,
    'lines',
  ],
  [/(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519))$/i, 'lines'],
  [/\.(?:sh|bash|zsh|ps1)$/i, 'lines'],
  [/\.(?:txt|tftpl|tpl|tmpl)$/i, 'lines'],
  [/\.(?:config|xml)$/i, 'lines'],
  [/\.ya?ml$/i, 'yaml'],
  [/(?:^|\/)\.yarnrc\.yml$/i, 'yaml'],
  [/\.jsonc?$|(?:^|\/)\.dockerconfigjson$/i, 'json'],
];

/**
 * The syntax that reads a file which no format recognises, or undefined when the file is not looked at: settings,
 * scripts and keys, where people expect credentials to be found; no lock files, source maps or minified files, which
 * nobody writes and whose hashes only look random.
 */
export function plainTextSyntax(path: string): SyntaxId | undefined {
  if (GENERATED.test(path)) return undefined;
  return PLAIN.find(([name]) => name.test(path))?.[1];
}
