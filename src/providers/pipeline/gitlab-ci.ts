import type { UntrustedInput, Value } from '../../facts';
import { knownAt } from '../../facts';
import { asFields, asList, type Data, field, partsOf, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { type Budget, spend } from './budget';
import { projectJob } from './project-job';
import { textOf } from './written';

/**
 * Variables that hold what somebody wrote: texts of commits and merge requests, the branch that one comes from
 * (https://docs.gitlab.com/ci/variables/predefined_variables/).
 */
const WRITTEN = new Set([
  ...['CI_COMMIT_MESSAGE', 'CI_COMMIT_TITLE', 'CI_COMMIT_DESCRIPTION', 'CI_COMMIT_AUTHOR'],
  ...['CI_MERGE_REQUEST_TITLE', 'CI_MERGE_REQUEST_DESCRIPTION', 'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME'],
  'CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME',
]);
/** Variables may be made of variables; nobody looks deeper, nor at more of them. */
const DEPTH = 5;
const VARIABLES = 200;
/** How much before a word says how it is read. */
const NEAR = 500;

/** Ends before a word of its own that is read as commands again: of `eval`, of another shell, of a shell elsewhere. */
const AGAIN = /(?:^|[\s;&|(/])(?:eval[ \t]+(?:[^"'\n;&|]*[ \t])?|(?:ba|da|z|k)?sh[ \t]+(?:-\w+[ \t]+)*-\w*c[ \t]+)$/;
const ELSEWHERE = /(?:^|[\s;&|(])ssh[ \t][^"'\n;&|]*[ \t]$/;

/**
 * Whether what stands after this much of a script becomes part of a text that a second shell reads. Variables of the environment
 * are no danger by themselves: a shell does not read their text as code. Silent where quotes are not sure.
 */
function isReadAgain(before: string): boolean {
  const code = before.replace(/^[ \t]*#.*$/gm, '');
  if (/<<|`|\\["']/.test(code)) return false;
  let quote = '';
  let opened = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code[at]!;
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      opened = at;
    } else if (char === quote) quote = '';
  }
  if (quote === "'") return false;
  const head = (quote === '"' ? code.slice(0, opened) : code).slice(-NEAR);
  return AGAIN.test(head) || (quote === '"' && ELSEWHERE.test(head));
}

function isWritten(name: string, job: Resource, budget: Budget, depth = 0): boolean {
  if (WRITTEN.has(name)) return true;
  if (depth >= DEPTH || name === '' || !spend(budget)) return false;
  const value = job.get('variables', name);
  const parts = partsOf(asFields(value) ? field(value, 'value') : value) ?? [];
  return parts.some((part) => part.type === 'unknown' && isWritten(part.expression ?? '', job, budget, depth + 1));
}

/** The commands of a list, those of lists in it too. */
function commandsIn(value: Value<Data>, depth = 0): readonly Value<Data>[] {
  if (partsOf(value)) return [value];
  const list = asList(value);
  return list.state === 'known' && Array.isArray(value.state === 'known' && value.value) && depth < DEPTH
    ? list.value.flatMap((entry) => commandsIn(entry, depth + 1))
    : [];
}

function inputsOf(command: Value<Data>, job: Resource): readonly Value<UntrustedInput>[] {
  const parts = partsOf(command) ?? [];
  const budget: Budget = { left: VARIABLES };
  return parts.slice(0, VARIABLES).flatMap((part, i): readonly Value<UntrustedInput>[] => {
    if (part.type !== 'unknown' || !part.expression || !isWritten(part.expression, job, budget)) return [];
    if (!isReadAgain(textOf(parts.slice(0, i)))) return [];
    return [knownAt({ expression: part.expression, sink: 'shell' }, part.at ?? command.at)];
  });
}

/** Jobs of GitLab. What their token may do, and who starts them, is set in the project. */
export const gitlabCi: Provider = {
  id: 'gitlab-ci',
  types: ['gitlab-ci/job'],
  *facts(job) {
    const commands = ['before_script', 'script', 'after_script'].flatMap((name) => commandsIn(job.get(name)));
    yield projectJob(
      job,
      commands.flatMap((command) => inputsOf(command, job)),
    );
  },
};
