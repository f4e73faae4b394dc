import type { Node } from '../document/data';
import { knownAt, type Value } from '../facts';
import type { Place, Span } from '../place';
import type { Data } from '../resource';
import { writeData } from './data-edit';
import { dataResource } from './data-resource';
import { readingOf } from './data-value';
import { type Format, placeIn } from './format';
import { type Hole, withHoles } from './text-parts';

/** Where tools look for one: https://containers.dev/implementors/spec/#devcontainerjson */
const NAME = /(?:^|\/)(?:\.devcontainer\/(?:[^/]+\/)?devcontainer|\.devcontainer)\.json$/i;

/** `${localEnv:HOME}` and the like: the machine that starts the container decides. */
const VARIABLE = /\$\{[^{}]*\}/g;

function withVariables(node: Node, place: (span: Span) => Place): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('${')) return undefined;
  const holes = [...node.value.matchAll(VARIABLE)].map(({ index, 0: written }): Hole => {
    const because = `${written} is filled in where the container is started`;
    return { start: index, end: index + written.length, part: { type: 'unknown', because } };
  });
  return holes.length > 0 ? knownAt(withHoles(node.value, holes), place(node)) : undefined;
}

/** Containers that people develop in. A large file comes in sections, each with what it says of the one container. */
export const devcontainer: Format = {
  id: 'devcontainer',
  title: 'Dev container',
  syntax: 'json',
  recognises: (path) => NAME.test(path),
  scope: (path) => path,
  read: (section) =>
    section.under.length > 0 ? [] : [{ kind: 'container', key: 'container', start: 0, end: section.text.length }],
  link(declaration, look) {
    const opened = look.open(declaration);
    const document = opened.section.document();
    const node = document.syntax === 'json' ? document.roots[0] : undefined;
    if (node?.type !== 'mapping') return [];
    const { path, scope } = declaration;
    const place = (span: Span) => placeIn(opened, span);
    const head = node.entries[0]?.key ?? { start: node.start, end: node.start };
    const subject = { id: 'container', scope, dir: path, address: path.split('/').at(-1)!, head: place(head) };
    const reading = readingOf(opened, (one) => withVariables(one, place));
    return [dataResource({ type: 'devcontainer/container', subject, reading, node })];
  },
  write: writeData,
};
