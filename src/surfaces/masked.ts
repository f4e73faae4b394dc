import { createEngine, type Engine } from '../engine';

let engine: Engine | undefined;

/** A text with its credentials taken out, for files that no engine of a folder holds. */
export function masked(path: string, text: string): string {
  engine ??= createEngine([]);
  engine.update(path, text);
  const quoted = engine.quote(path);
  engine.update(path, undefined);
  return quoted ?? text;
}
