/** Copies the sample to a folder and fills in its placeholders. Run from the repository's root; `today` is `YYYY-MM-DD`. */
export function copySample(to: string, from?: string, today?: string): void;
