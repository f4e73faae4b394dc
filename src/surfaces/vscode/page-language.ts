import * as vscode from 'vscode';

/** What a page's `html` element says of the language: which one, and its texts, as webview/language.ts reads them. */
export function pageLanguage(): string {
  const { bundle } = vscode.l10n;
  if (!bundle) return 'lang="en"';
  return `lang="${attribute(vscode.env.language)}" data-l10n="${attribute(JSON.stringify(bundle))}"`;
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
