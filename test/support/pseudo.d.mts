export const PSEUDO: string;
export function pseudo(text: string): string;
export function pseudoBundle(texts: Readonly<Record<string, string>>): Record<string, string>;
export function english(shown: string, names: Iterable<string>): string | undefined;
