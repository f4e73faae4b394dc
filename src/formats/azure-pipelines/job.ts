import { entryOf, type Mapping, type Node } from '../../document/data';
import type { Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { expressionsIn } from '../github-workflow/expressions';
import { type Filled, filledIn } from '../holes';
import { mappingsIn, textAt } from '../yaml-walk';
import { isJob, keyIn, nodeStarting } from './read';

const STEPS = ['script', 'bash', 'pwsh', 'powershell', 'task'];
const MACRO = /\$\(([A-Za-z_][\w.-]*)\)/g;

/** `${{ … }}`, put in before the pipeline runs, and `$(name)`, put in before a step runs; both as text. */
function holesIn(text: string): readonly Filled[] {
  if (!text.includes('$')) return [];
  const because = (written: string) => `\`${written}\` is put in when the pipeline runs`;
  const templates = expressionsIn(text).map(({ start, end }): Filled => {
    const expression = text.slice(start + 3, end - 2).trim();
    return { start, end, expression, because: because(expression) };
  });
  const macros = [...text.matchAll(MACRO)].map(({ index, 0: whole, 1: name = '' }): Filled => {
    return { start: index, end: index + whole.length, expression: `$(${name})`, because: because(name) };
  });
  const outside = macros.filter(({ start }) => !templates.some((one) => one.start <= start && start < one.end));
  return [...templates, ...outside].sort((a, b) => a.start - b.start);
}

/** The steps that lie in a node, those between conditions and loops too. */
const stepsIn = (node: Node): readonly Mapping[] =>
  [...mappingsIn(node, (mapping) => !STEPS.some((name) => entryOf(mapping, name)))].filter((mapping) =>
    STEPS.some((name) => textAt(mapping, name) !== undefined),
  );

/** Who may call a file, as resources: the mapping with `template` and `parameters`. */
const callsOf = (path: string, look: Lookup): readonly Resource[] =>
  look.look('call', path).flatMap((call) => resourceOf(call, look) ?? []);

/** A job, or steps that become one; undefined where there are no steps in it. */
export function jobOf(declaration: Declaration, look: Lookup): Resource | undefined {
  if (declaration.kind !== 'job') return undefined;
  const job = resourceOf(declaration, look);
  return job && job.all('steps').length > 0 ? job : undefined;
}

/** Whatever a declaration stands for, with the steps in it and the way to its file's variables, trigger and callers. */
function resourceOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const { kind, key, path, scope } = declaration;
  const opened = look.open(declaration);
  const node = nodeStarting(opened.section, opened.span.start, kind);
  if (!node) return undefined;
  const place = (span: { start: number; end: number }) => placeIn(opened, span);
  const name = kind === 'job' ? key.slice(path.length + 1) : '';
  const address = name === '' ? path.split('/').at(-1)! : `jobs.${name}`;
  const head = node.type === 'mapping' ? (node.entries[0]?.value ?? node.entries[0]?.key) : undefined;
  const subject = {
    id: keyIn(path, address),
    scope,
    dir: path,
    address,
    head: place(head ?? { ...node, end: node.start }),
  };
  const reading = readingOf(opened, (one) => filledIn(one, place, holesIn));
  const related: Pick<Resource, 'find' | 'each'> = {
    find(type, wanted) {
      const part = /^azure-pipelines\/(variables|trigger)$/.exec(type)?.[1];
      const found = part && wanted === '' ? look.look('part', keyIn(path, part)).at(-1) : undefined;
      return found && resourceOf(found, look);
    },
    each: (type) => (type === 'azure-pipelines/call' ? callsOf(path, look) : []),
  };
  const origin = {
    type: kind === 'job' ? 'azure-pipelines/job' : `azure-pipelines/${kind}`,
    subject,
    reading,
    ...related,
  };
  const own = dataResource({ ...origin, node });
  return {
    ...own,
    all(...wanted) {
      if (wanted.join() !== 'steps') return own.all(...wanted);
      const steps = node.type === 'mapping' && isJob(node) ? node : (entryOf(node, 'parameters')?.value ?? node);
      return stepsIn(steps).map((step) => {
        const at = step.entries[0]?.key ?? step;
        return dataResource({
          ...origin,
          type: 'azure-pipelines/step',
          subject: { ...subject, head: place(at) },
          node: step,
        });
      });
    },
  };
}
