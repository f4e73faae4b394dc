import type { UntrustedInput, Value } from '../../facts';
import { each, is } from '../../facts';
import type { Place } from '../../place';
import {
  asFields,
  asList,
  asString,
  asStrings,
  type Data,
  field,
  type Part,
  partsOf,
  type Resource,
} from '../../resource';
import type { Provider } from '../provider';
import { type Budget, spend } from './budget';
import { projectJob } from './project-job';
import { spelledAfter } from './scripts';
import { textOf } from './written';

/**
 * Variables of a run that somebody else writes: the message and author of a commit, the branch that a pull request comes from
 * (https://learn.microsoft.com/azure/devops/pipelines/build/variables). They exist while steps run, not when templates are read.
 */
const WRITTEN = /^(?:build\.sourceversion(?:message|author)|system\.pullrequest\.sourcebranch)$/;
/** The branch that is built: whoever may push one chooses it, where any branch starts a run. */
const BRANCH = /^build\.sourcebranch(?:name)?$/;
/** Tasks that run a script of theirs, and where it stands. */
const TASK = /^(?:bash|cmdline|powershell|azurecli|azurepowershell)@/i;
const SCRIPTS = ['script', 'inlineScript', 'Inline', 'inline'];
/** Variables may be made of variables, templates be called by templates; nobody looks deeper, nor at more of them. */
const DEPTH = 8;
const EXPRESSIONS = 500;

/** The scripts of a step, and whether a shell reads them in which a variable is `${NAME}`. */
function scriptsOf(step: Resource): readonly { readonly code: Value<Data>; readonly bash: boolean }[] {
  const task = asString(step.get('task'));
  const isBash = is(task, (name) => /^bash@/i.test(name)) === 'yes';
  const own = ['script', 'bash', 'pwsh', 'powershell'].map((name) => ({ code: step.get(name), bash: name === 'bash' }));
  const inputs = is(task, (name) => TASK.test(name)) === 'yes' ? SCRIPTS : [];
  return [...own, ...inputs.map((name) => ({ code: step.get('inputs', name), bash: isBash }))];
}

/** Whether any branch starts a run of the pipeline that a part of it stands in. */
function anyBranch(holder: Resource, budget: Budget, depth = 0): boolean {
  const calls = holder.each('azure-pipelines/call');
  if (calls.length > 0)
    return depth < DEPTH && calls.some((call) => spend(budget) && anyBranch(call, budget, depth + 1));
  const trigger = holder.find('azure-pipelines/trigger', '');
  // a file that says nothing may be a template of others
  if (!trigger) return /(?:^|\/)azure-pipelines\.ya?ml$/i.test(holder.subject.head.anchor.path);
  const named = trigger.get('branches', 'include');
  const branches = asStrings(named.state === 'absent' ? trigger.get() : named);
  return each(branches).some(({ value }) => value.includes('*'));
}

/** What a variable of the job or the file is set to. */
function variable(name: string, holder: Resource): Value<Data> | undefined {
  const lists = [holder.get('variables'), holder.find('azure-pipelines/variables', '')?.get()];
  for (const list of lists) {
    if (!list) continue;
    const [, direct] = [...(asFields(list) ?? [])].find(([key]) => key.toLowerCase() === name) ?? [];
    if (direct) return direct;
    for (const entry of asFields(list) ? [] : each(asList(list))) {
      const value: Value<Data> = { state: 'known', ...entry };
      if (is(asString(field(value, 'name')), (one) => one.toLowerCase() === name) === 'yes')
        return field(value, 'value');
    }
  }
  return undefined;
}

/** The way by which an expression gives a text that others write; undefined where it gives none. */
function taintOf(
  expression: string,
  holder: Resource,
  budget: Budget = { left: EXPRESSIONS },
  depth = 0,
): readonly Place[] | undefined {
  if (depth >= DEPTH || !spend(budget)) return undefined;
  const macro = /^\$\((.*)\)$/.exec(expression)?.[1];
  const read = /^(variables|parameters)(?:\.([\w.]+)|\[\s*'([^']+)'\s*\])$/.exec(expression);
  const name = (macro ?? read?.[2] ?? read?.[3] ?? '').toLowerCase();
  if (read?.[1] === 'parameters') {
    for (const call of holder.each('azure-pipelines/call')) {
      const way = taintIn(call.get('parameters', read[2] ?? read[3] ?? ''), call, budget, depth);
      if (way) return way;
    }
    return undefined;
  }
  if (macro !== undefined && WRITTEN.test(name)) return [];
  if (BRANCH.test(name)) return anyBranch(holder, budget) ? [] : undefined;
  const value = name === '' ? undefined : variable(name, holder);
  return value && taintIn(value, holder, budget, depth)?.slice(1);
}

/** The same for a value with expressions, its own place first. */
function taintIn(value: Value<Data>, holder: Resource, budget: Budget, depth: number): readonly Place[] | undefined {
  for (const part of partsOf(value) ?? []) {
    const way =
      part.type === 'unknown' && part.expression ? taintOf(part.expression, holder, budget, depth + 1) : undefined;
    if (way) return [value.at, ...way];
  }
  return undefined;
}

/** How a script of bash says it instead: every variable of a run is one of its environment, too. */
function instead(expression: string, before: readonly Part[]): Pick<UntrustedInput, 'instead'> {
  const name = /^\$\(([\w.]+)\)$/.exec(expression)?.[1]?.replaceAll('.', '_').toUpperCase();
  const written = name && before.length > 0 ? spelledAfter(textOf(before), name) : undefined;
  return written ? { instead: written } : {};
}

function inputsOf(step: Resource, job: Resource): readonly Value<UntrustedInput>[] {
  return scriptsOf(step).flatMap(({ code, bash }) => {
    const parts = partsOf(code) ?? [];
    return parts.flatMap((part, i): readonly Value<UntrustedInput>[] => {
      const way = part.type === 'unknown' && part.expression ? taintOf(part.expression, job) : undefined;
      if (part.type !== 'unknown' || !part.expression || !way) return [];
      const expression = part.expression.replace(/^\$\((.*)\)$/, '$1');
      const fix = bash ? instead(part.expression, parts.slice(0, i)) : {};
      const via = way.length > 0 ? { via: way } : {};
      return [{ state: 'known', value: { expression, sink: 'shell', ...fix }, at: part.at ?? code.at, ...via }];
    });
  });
}

/** Jobs of Azure Pipelines. What their token may do, and who starts them, is set in the project. */
export const azurePipelines: Provider = {
  id: 'azure-pipelines',
  types: ['azure-pipelines/job'],
  *facts(resource) {
    yield projectJob(
      resource,
      resource.all('steps').flatMap((step) => inputsOf(step, resource)),
    );
  },
};
