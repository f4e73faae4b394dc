import type { Around } from '../../src/config/names';
import { type Known, loadWorkspace, type PackFiles } from '../../src/config/workspace';
import { plain } from '../../src/facts';

export const KNOWN: Known = {
  rules: [
    { id: 'public-bucket', title: 'Bucket open to the public', severity: 'high', aliases: ['open-bucket'] },
    { id: 'root-user', title: 'Container runs as root', severity: 'medium' },
  ],
};
export const CONFIG = '.handrail/config.yaml';
export const POLICY = '.handrail/policies/own.yaml';

/** What is around one of our files in a small workspace, or in one with these files besides. */
export function around(path: string, text: string, world: World = {}): Around {
  const { files = {}, packs, ...rest } = world;
  const all = {
    CODEOWNERS: '* @shop/platform ops@shop.example\n',
    [CONFIG]: 'version: 1\nenvironments: { production: { paths: [p/**] } }\n',
    ...files,
    [path]: text,
  };
  const texts = Object.entries(all).map(([name, content]) => ({ path: name, text: content }));
  return { known: KNOWN, workspace: loadWorkspace(texts, KNOWN, packs), today: '2026-04-01', told: plain, ...rest };
}

interface World extends Partial<Pick<Around, 'today' | 'missing'>> {
  readonly files?: Readonly<Record<string, string>>;
  readonly packs?: PackFiles;
}

/** A text without the `|` that marks its cursor, and where that stood. */
export function atCursor(marked: string): { readonly text: string; readonly offset: number } {
  return { text: marked.replace('|', ''), offset: marked.indexOf('|') };
}
