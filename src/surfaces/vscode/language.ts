import * as vscode from 'vscode';
import { numberIn } from '../in-language';

/** Of our texts: the window's language where they are translated, else English. */
const spoken = (): string => (vscode.l10n.bundle ? vscode.env.language : 'en');

/** How many of something, as people write it. */
export const number = (count: number): string => numberIn(spoken(), count);

/** What a page's `html` element says of the language: which one, and its texts, as webview/language.ts reads them. */
export function pageLanguage(): string {
  const texts = JSON.stringify(vscode.l10n.bundle ?? {});
  return `lang="${attribute(spoken())}" data-l10n="${attribute(texts)}"`;
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
