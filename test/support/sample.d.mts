/** Copies the sample to a folder and fills in its placeholders. Run from the repository's root. */
export function copySample(to: string, from?: string): void;
