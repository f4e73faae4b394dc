import { type Entry, entriesOf, type Node, nameOf } from '../../document/data';
import { each, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asStrings, type Data, type Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { readingOf } from '../data-value';
import { type Declaration, type Header, type Lookup, placeIn, type Section } from '../format';
import { type Filled, filledIn } from '../holes';

/** What stands at the top beside jobs: https://docs.gitlab.com/ci/yaml/#global-keywords and those that `default` replaced. */
const GLOBAL = new Set(['default', 'include', 'stages', 'variables', 'workflow', 'spec', 'image', 'services', 'cache']);
/** Jobs extend jobs; of more than these nobody is sure. */
const JOBS = 50;
/** Files that are included share the names of their jobs, and a large job comes in pieces; of more than these nobody is sure. */
const PIECES = 20;

const VARIABLE = /(?<!\\)\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/** `$NAME` and `${NAME}`: the runner sets them as variables of the environment. */
function holesIn(text: string): readonly Filled[] {
  return [...text.matchAll(VARIABLE)].map(({ index, 0: whole, 1: bare, 2: braced }) => {
    const expression = bare ?? braced ?? '';
    return { start: index, end: index + whole.length, expression, because: `${expression} is set when the job runs` };
  });
}

/** The entries of a section: those of the top, or of one of them where a large file is read in pieces. */
function entriesIn(section: Section): readonly Entry[] {
  const document = section.document();
  const roots = document.syntax === 'yaml' ? document.roots : [];
  return roots.flatMap((root) => (root?.type === 'mapping' ? entriesOf(root) : []));
}

function kindOf(name: string, value: Node | undefined): string | undefined {
  if (name === 'variables') return 'variables';
  if (name === 'default') return 'job';
  return GLOBAL.has(name) || (value && value.type !== 'mapping') ? undefined : 'job';
}

/** The jobs of a section by name, hidden ones and what holds by default too, and the variables of the file by its path. */
export function readJobs(section: Section, path: string): readonly Header[] {
  return entriesIn(section).flatMap((entry): readonly Header[] => {
    const [above] = section.under;
    const name = above ?? nameOf(entry.key);
    const kind = kindOf(name, above === undefined ? entry.value : undefined);
    return kind ? [{ kind, key: kind === 'job' ? name : path, start: entry.start, end: entry.end }] : [];
  });
}

/** What a declaration says itself. */
function pieceOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const { path, scope, key, kind } = declaration;
  const opened = look.open(declaration);
  const entry = entriesIn(opened.section).find(({ start }) => start === opened.span.start);
  if (!entry) return undefined;
  const place = (span: Span) => placeIn(opened, span);
  const address = kind === 'job' ? key : path.split('/').at(-1)!;
  const subject = { id: `${path}#${address}`, scope, dir: path, address, head: place(entry.key) };
  const reading = readingOf(opened, (node) => referred(node, place) ?? filledIn(node, place, holesIn));
  const { start, end } = entry;
  const node: Node | undefined =
    opened.section.under.length === 0 ? entry.value : { type: 'mapping', start, end, entries: [entry], flow: false };
  return dataResource({ type: 'gitlab-ci/job', subject, reading, node });
}

/** A job, with the variables that it has from what it extends and from its file. */
export function jobOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const own = pieceOf(declaration, look);
  return (
    own && {
      ...own,
      get(...wanted) {
        const value = own.get(...wanted);
        return value.state !== 'absent' || wanted[0] !== 'variables'
          ? value
          : (inherited(declaration, look, wanted) ?? ofFile(declaration, look, wanted.slice(1)) ?? value);
      },
    }
  );
}

/** `!reference [job, key]`: what another job says, read there. */
const referred = (node: Node, place: (span: Span) => Place): Value<Data> | undefined =>
  node.tag === '!reference' ? unknownAt(place(node), 'another job says it') : undefined;

/** What some pieces say, the first that says anything. */
const said = (pieces: readonly Resource[], wanted: readonly string[]): Value<Data> | undefined =>
  pieces.map((piece) => piece.get(...wanted)).find(({ state }) => state !== 'absent');

/** What a job says, or one that it extends, the last one first. */
function inherited(
  { path, key }: Declaration,
  look: Lookup,
  wanted: readonly string[],
  seen: Set<string> = new Set(),
): Value<Data> | undefined {
  if (seen.has(key) || seen.size >= JOBS) return undefined;
  seen.add(key);
  const named = look.look('job', key);
  const here = named.filter((one) => one.path === path);
  const found = here.length > 0 ? here : named.slice(0, PIECES);
  const pieces = found.flatMap((one) => pieceOf(one, look) ?? []);
  const value = said(pieces, wanted);
  if (value) return value;
  const above = pieces
    .flatMap((piece) => each(asStrings(piece.get('extends'))).map((one) => one.value))
    .slice(0, PIECES);
  for (const name of above.reverse()) {
    const under = look.look('job', name);
    const next = under.find((one) => one.path === path) ?? under[0];
    const from = next && inherited(next, look, wanted, seen);
    if (from) return from;
  }
  return undefined;
}

/** A variable of the file, for all of its jobs. */
const ofFile = ({ path }: Declaration, look: Lookup, wanted: readonly string[]): Value<Data> | undefined =>
  said(
    look.look('variables', path).flatMap((one) => pieceOf(one, look) ?? []),
    wanted,
  );
