import { addDays } from '../findings/day';
import { type Message, sentence } from '../findings/message';
import type { FileKind } from './own-file';

/** A whole block on offer: lines in which `${1:text}` is a place to fill in and `${1|a,b|}` one to choose from. */
export interface Snippet {
  readonly label: Message;
  readonly detail: Message;
  readonly lines: readonly string[];
}

/** What snippets are filled in with. */
interface Filling {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The file's name without its ending: the id that a policy in it gets. */
  readonly id: string;
  /** Policies that can be extended. */
  readonly policies: readonly string[];
}

const YEAR = 365;
const OWNER = ['owner:', '  team: ${1:team}'];
const CHAT = [
  'type: chat',
  'name: "${1:#ask-security}"',
  'url: ${2:https://chat.example.com/ask-security}',
  'answers: ${3:4 h}',
];
const MAIL = [
  'type: mail',
  'name: ${1:security list}',
  'url: mailto:${2:security@example.com}',
  'answers: ${3:one working day}',
];
const TICKET = [
  'type: ticket',
  'name: ${1:security queue}',
  'url: ${2:https://tickets.example.com/new}',
  'answers: ${3:two working days}',
];
const STEP = ['when: ${1:Nobody has answered for a day.}', 'to: ${2:team lead}', 'within: ${3:4 h}'];
const CHAMPION = ['paths: [${1:services/**}]', 'people: [${2:name}]'];
const CONTROL = ['framework: ${1:NIST SP 800-53 Rev. 5}', 'control: ${2:AC-6}'];
const SYSTEM = [
  'name: ${1:checkout}',
  'paths: [${2:services/checkout/**}]',
  'criticality: ${3|high,critical,medium,low|}',
  'data: [${4:customer records}]',
  'sessionInterval: ${5:90}',
  'owner:',
  '  team: ${6:team}',
];
const EXCEPTION = [
  'exception:',
  '  how: ${1:Say why now and until when; approval is the pull request.}',
  '  approver: { critical: ${2:head of security}, high: ${3:head of security}, medium: ${4:team lead}, low: ${5:team lead} }',
  '  longest: { critical: 14, high: 30, medium: 90, low: 180 }',
  '  inline: ${6|medium,low,high,critical|}',
];
const LESSON = [
  'learn:',
  '  text: >-',
  '    ${1:What to understand in two minutes.}',
  '  examples:',
  '    - language: ${2|terraform,cloudformation,serverless,arm,bicep,kubernetes,dockerfile,compose,devcontainer,github-workflow,gitlab-ci,azure-pipelines,iam-policy,text|}',
  '      bad: |',
  '        ${3:code with a finding}',
  '      good: |',
  '        ${4:the same, done well}',
  '      difference: ${5:What changed, in one sentence.}',
];

const entry = (label: Message, detail: Message, lines: readonly string[]): Snippet => ({ label, detail, lines });
const below = (key: string, lines: readonly string[]): readonly string[] => [
  `${key}:`,
  ...asEntry(lines).map((line) => `  ${line}`),
];
/** Lines as one entry of a list. */
export const asEntry = (lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`));

const review = ({ today }: Filling): readonly string[] => [`on: ${today}`, `next: ${addDays(today, YEAR) ?? today}`];

const change = ({ today }: Filling): readonly string[] => [`on: ${today}`, 'change: ${1:What changed and why.}'];

function wholePolicies(filling: Filling): readonly Snippet[] {
  const { id, policies } = filling;
  const contact = ['contact:', '  - type: chat', '    name: "${8:#ask-security}"', '    answers: ${9:4 h}'];
  const reviewed = ['reviewed:', ...review(filling).map((line) => `  ${line}`)];
  const own = [
    'version: 1',
    `id: ${id}`,
    'title: ${1:A few words that a developer remembers}',
    'statement: ${2:What holds, in one sentence.}',
    'why:',
    '  business: ${3:What the business loses when this goes wrong.}',
    'protects:',
    '  data: [${4:customer records}]',
    'rules:',
    '  primary: [${5}]',
    'owner:',
    '  team: ${7:team}',
    ...contact,
    ...reviewed,
  ];
  const extended = [
    'version: 1',
    `extends: \${1|${policies.join(',')}|}`,
    'owner:',
    '  team: ${7:team}',
    ...contact,
    ...reviewed,
  ];
  return [
    entry(sentence`make a policy yours`, sentence`owner and contact for a policy that exists`, extended),
    entry(sentence`a policy of your own`, sentence`from its reason to its review`, own),
  ];
}

/** Blocks that can be written at a path of keys (`0` for any list entry), by what is there already. */
export function snippetsAt(
  kind: FileKind,
  path: readonly string[],
  has: (key: string) => boolean,
  filling: Filling,
): readonly Snippet[] {
  const at = `${kind}/${path.join('/')}`;
  if (at === 'policy/' && !has('id') && !has('extends')) return wholePolicies(filling);
  const blocks = at === 'policy/' ? policyBlocks(filling) : at === 'config/' ? CONFIG_BLOCKS : {};
  const entries: Readonly<Record<string, readonly Snippet[]>> = {
    'policy/contact/0': [
      entry(sentence`chat`, sentence`a channel`, CHAT),
      entry(sentence`mail`, sentence`an address`, MAIL),
      entry(sentence`ticket`, sentence`a queue`, TICKET),
    ],
    'policy/escalation/0': [entry(sentence`step`, sentence`when, to whom, how fast`, STEP)],
    'policy/champions/0': [entry(sentence`champion`, sentence`people of some paths`, CHAMPION)],
    'policy/references/0': [entry(sentence`control`, sentence`of a framework`, CONTROL)],
    'policy/history/0': [entry(sentence`change`, sentence`of today`, change(filling))],
    'config/systems/0': [entry(sentence`system`, sentence`with its paths and owner`, SYSTEM)],
  };
  const whole = Object.entries(blocks).flatMap(([key, lines]) =>
    has(key) ? [] : entry(sentence`${key} block`, sentence`with its keys`, lines),
  );
  const single = (entries[at] ?? []).filter(
    ({ lines }) => !lines.some((line) => has(line.slice(0, line.indexOf(':')))),
  );
  return [...whole, ...single];
}

const CONFIG_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  environments: ['environments:', '  ${1:production}:', '    paths: [${2:infra/**}]'],
  systems: below('systems', SYSTEM),
  packs: ['packs:', '  - ${1:security/policies}'],
};

const policyBlocks = (filling: Filling): Readonly<Record<string, readonly string[]>> => ({
  owner: OWNER,
  contact: below('contact', CHAT),
  champions: below('champions', CHAMPION),
  escalation: below('escalation', STEP),
  exception: EXCEPTION,
  severity: ['severity:', '  ${1:any}:', '    atLeast: ${2|medium,high,critical,low|}'],
  references: below('references', CONTROL),
  learn: LESSON,
  reviewed: ['reviewed:', ...review(filling).map((line) => `  ${line}`)],
  history: below('history', change(filling)),
});

/** A snippet's text without its marks, for editors that know none. */
export const unmarked = (text: string): string =>
  text.replace(/\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)?\}/g, (_, given = '', first = '') => given || first);
