import fs from 'node:fs';
import path from 'node:path';

/** A project of the fixtures: its files by their paths in it. */
export interface Project {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Every project among the fixtures. */
export const projects = (): readonly Project[] =>
  fs
    .readdirSync('test/fixtures')
    .filter((name) => name !== 'golden')
    .map((name) => {
      const root = path.join('test/fixtures', name);
      const inside = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const files = inside.map((entry) => path.join(entry.parentPath, entry.name));
      return { name, files: new Map(files.map((file) => [path.relative(root, file), fs.readFileSync(file, 'utf8')])) };
    });
