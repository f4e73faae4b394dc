export function settingsTable(manifest: unknown): string;
export function withTable(readme: string, manifest: unknown): string;
