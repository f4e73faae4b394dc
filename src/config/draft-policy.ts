import { stringify } from 'yaml';
import { type SetUp, who } from './set-up';
import type { TextFile } from './workspace';

/** A new policy's file with stops for what only people can say. */
export interface Draft {
  readonly path: string;
  /** In the editor's snippet syntax. */
  readonly snippet: string;
}

const LONGEST_ID = 60;

/** The beginning of a policy of one's own. Its id comes from the title, and is one that no file of the workspace has. */
export function draftPolicy(
  title: string,
  decided: Pick<SetUp, 'owner' | 'contact'>,
  files: readonly TextFile[],
  taken: ReadonlySet<string>,
): Draft {
  const id = unused(
    idOf(title),
    (candidate) => taken.has(candidate) || files.some(({ path }) => path === at(candidate)),
  );
  const head = stringify({ version: 1, id, title }, LAYOUT);
  const people = who(decided);
  const snippet = [
    literal(head),
    'statement: ${1:What holds, in one sentence.}\n',
    'why:\n  business: ${2:Who is hurt when it does not hold, and what that costs.}\n',
    Object.keys(people).length > 0 ? literal(stringify(people, LAYOUT)) : '',
    'rules:\n  primary:\n    - $3\n$0',
  ].join('');
  return { path: at(id), snippet };
}

const LAYOUT = { lineWidth: 0 } as const;
const at = (id: string): string => `.handrail/policies/${id}.yaml`;
/** Text that a snippet writes as it is. */
const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** `customer-data-stays-here` for "Customer data stays here". */
function idOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(words) ? words : `policy-${words}`.replace(/-$/, '');
}

function unused(id: string, isTaken: (candidate: string) => boolean): string {
  let candidate = id;
  for (let n = 2; isTaken(candidate); n++) candidate = `${id}-${n}`;
  return candidate;
}
