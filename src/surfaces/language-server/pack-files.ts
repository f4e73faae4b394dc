import { MOST_PACK_FILES, type TextFile } from '../../config';
import { masked } from '../masked';
import { type Host, uriOf } from './host';

/**
 * The policies of a pack: the files of its folder `policies`, else those in the pack itself; undefined where no such folder lies
 * inside the workspace. One more than are read, so that whoever reads them can say so.
 */
export async function readPack(host: Host, folder: string, pack: string): Promise<readonly TextFile[] | undefined> {
  if ((await host.kind(folder, pack)) !== 'folder') return undefined;
  const inner = `${pack}/policies`;
  const at = (await host.kind(folder, inner)) === 'folder' ? inner : pack;
  const names = (await host.siblings(uriOf(folder, at))).filter((name) => /\.ya?ml$/.test(name)).sort();
  const files: TextFile[] = [];
  for (const name of names.slice(0, MOST_PACK_FILES + 1)) {
    const path = `${at}/${name}`;
    if ((await host.kind(folder, path)) !== 'file') continue;
    const text = await host.read(uriOf(folder, path));
    // what is no text at all is still told about
    files.push({ path, text: text === undefined ? '\0' : masked(path, text.replace(/^\ufeff/, '')) });
  }
  return files;
}

const MOST_PACKAGES = 100;

/** What could be a pack for a folder's `config.yaml`: installed packages and submodules that hold a folder `policies`. */
export async function packsOnOffer(host: Host, folder: string): Promise<readonly string[]> {
  const holdsPolicies = async (path: string) => (await host.kind(folder, `${path}/policies`)) === 'folder';
  const packages = dependenciesIn(await host.read(uriOf(folder, 'package.json'))).slice(0, MOST_PACKAGES);
  const modules = [...((await host.read(uriOf(folder, '.gitmodules'))) ?? '').matchAll(/^\s*path = (\S{1,300})$/gm)];
  const offers = [
    ...packages.map((name) => ({ name: `npm:${name}`, path: `node_modules/${name}` })),
    ...modules.slice(0, MOST_PACKAGES).map(([, path = '']) => ({ name: path, path })),
  ];
  const found = await Promise.all(offers.map(async ({ name, path }) => ((await holdsPolicies(path)) ? [name] : [])));
  return found.flat();
}

function dependenciesIn(manifest: string | undefined): readonly string[] {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest ?? '{}');
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    return []; // no manifest, or a broken one: nothing is on offer
  }
}
