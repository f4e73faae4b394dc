import type { Change } from '../facts';
import { readServices } from './compose/read';
import { serviceOf } from './compose/service';
import { writeData } from './data-edit';
import type { Format } from './format';

/** `compose.yaml`, `docker-compose.yml`, and what is laid over them: `compose.override.yaml`, `docker-compose-dev.yml`. */
const NAME = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i;
const SERVICES = /^\uFEFF?(?:services|include|['"]services['"])[ \t]*:/m;
/** The first version of the file has its services at the top. */
const FIRST = /^[ \t]+(?:image|build)[ \t]*:/m;

/** Lists that a fix writes a single entry of. */
const LISTS: ReadonlySet<string> = new Set(['security_opt']);

/** A new list is written as one. */
function inLists(change: Change): Change {
  if (change.type !== 'insert' || Array.isArray(change.value)) return change;
  return LISTS.has(change.slot.path.at(-1) ?? '') ? { ...change, value: [change.value] } : change;
}

/** Files of Compose, of every version: each service is a resource. */
export const compose: Format = {
  id: 'compose',
  title: 'Compose',
  syntax: 'yaml',
  recognises: (path, text) => NAME.test(path) && !isManifest(text) && (SERVICES.test(text) || FIRST.test(text)),
  // a file and those that its services extend; keys hold the path
  scope: () => 'compose',
  read: readServices,
  link(declaration, look) {
    const service = serviceOf(declaration, look);
    return service ? [service] : [];
  },
  write: (change, document, path) => writeData(inLists(change), document, path),
};

const isManifest = (text: string): boolean =>
  /^\uFEFF?apiVersion[ \t]*:/m.test(text) && /^\uFEFF?kind[ \t]*:/m.test(text);
