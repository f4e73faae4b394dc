import type { ListValue } from '../../facts';
import { each } from '../../facts';

/** Texts that anybody may choose, and the events that bring them. */
interface Source {
  readonly path: RegExp;
  readonly events: readonly string[];
}

const PULL_REQUEST = ['pull_request', 'pull_request_target'];
const REVIEW = ['pull_request_review', 'pull_request_review_comment'];

/**
 * Fields of the event that an outsider fills in
 * (https://docs.github.com/en/actions/concepts/security/script-injections#untrusted-input). `.*` stands for any index, `.**` at
 * the end for all that lies below, as `toJSON` gives it. Names mean the same in any case.
 */
const SOURCES: readonly Source[] = [
  { path: /^github\.head_ref$/, events: PULL_REQUEST },
  { path: /^github\.event\.pull_request\.(?:title|body)$/, events: [...PULL_REQUEST, ...REVIEW] },
  {
    path: /^github\.event\.pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))$/,
    events: [...PULL_REQUEST, ...REVIEW],
  },
  { path: /^github\.event\.issue\.(?:title|body)$/, events: ['issues', 'issue_comment'] },
  {
    path: /^github\.event\.comment\.body$/,
    events: ['issue_comment', 'commit_comment', 'discussion_comment', 'pull_request_review_comment'],
  },
  { path: /^github\.event\.review\.body$/, events: ['pull_request_review'] },
  { path: /^github\.event\.discussion\.(?:title|body)$/, events: ['discussion', 'discussion_comment'] },
  { path: /^github\.event\.pages\.\*\.page_name$/, events: ['gollum'] },
  {
    path: /^github\.event\.(?:commits\.\*|head_commit)\.(?:message|(?:author|committer)\.(?:name|email))$/,
    events: ['push'],
  },
  {
    path: /^github\.event\.workflow_run\.(?:head_branch|display_title|head_repository\.description|pull_requests\.\*\.head\.ref|head_commit\.(?:message|(?:author|committer)\.(?:name|email)))$/,
    events: ['workflow_run'],
  },
  { path: /^github\.event\.pull_request(?:\.head)?\.\*\*$/, events: [...PULL_REQUEST, ...REVIEW] },
  { path: /^github\.event\.issue\.\*\*$/, events: ['issues', 'issue_comment'] },
  {
    path: /^github\.event\.comment\.\*\*$/,
    events: ['issue_comment', 'commit_comment', 'discussion_comment', 'pull_request_review_comment'],
  },
  { path: /^github\.event\.(?:commits|head_commit)\.\*\*$/, events: ['push'] },
];
/** The whole event has whatever is in it. */
const EVENT = /^github(?:\.event)?\.\*\*$/;

/** Functions that give back the text they get. */
const HANDS_ON = /^(format|join|toJSON)\((.*)\)$/is;
/** Operands in `a && b || c` whose text the whole may become. */
const outcomes = (expression: string): readonly string[] =>
  expression.split('||').map((branch) => (branch.split('&&').at(-1) ?? '').trim().replace(/^\((.*)\)$/s, '$1'));

/** The paths whose text an expression gives. A comparison or `contains` gives only true or false. */
export function textsOf(expression: string): readonly string[] {
  return outcomes(expression).flatMap((outcome) => {
    const [, name = '', inner = outcome] = HANDS_ON.exec(outcome) ?? [];
    const operands = name === '' ? [outcome] : inner.split(',').map((operand) => operand.trim());
    const paths = operands.filter((operand) => /^[\w.*[\]'-]+$/.test(operand)).map(normal);
    return name.toLowerCase() === 'tojson' ? paths.flatMap((path) => [path, `${path}.**`]) : paths;
  });
}

const INDEX = /\['([\w-]+)'\]/g;
const normal = (written: string): string => {
  const path = written.replace(INDEX, '.$1');
  return path.replace(/\[(?:\d+|\*)\]/g, '.*').replace(/\.\d+(?=\.|$)/g, '.*');
};

const source = (path: string): Source | undefined => SOURCES.find((one) => one.path.test(path));

/** Whether a path is a text that somebody outside may choose under these events. A called workflow has its caller's. */
export function isUntrusted(path: string, triggers: ListValue<string>): boolean {
  const plain = path.toLowerCase();
  const bringing = EVENT.test(plain) ? SOURCES.flatMap(({ events }) => events) : source(plain)?.events;
  if (!bringing) return false;
  if (triggers.state !== 'known') return true;
  const events = each(triggers).map(({ value }) => value);
  return events.length < triggers.value.length || events.some((on) => on === 'workflow_call' || bringing.includes(on));
}
