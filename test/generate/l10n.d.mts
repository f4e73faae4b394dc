export function textsIn(source: string, name?: string): { readonly keys: string[]; readonly problems: string[] };
export function l10nBundle(): Promise<{ readonly text: string; readonly problems: string[] }>;
