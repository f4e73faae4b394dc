import type { Format } from './format';

/** Every format in order: the first that recognises a file has it, on every surface. A new format is its file and one line here. */
export const formats: readonly Format[] = [];
