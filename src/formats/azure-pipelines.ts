import { jobOf } from './azure-pipelines/job';
import { readPipeline } from './azure-pipelines/read';
import { writeWithin } from './data-edit/within';
import type { Format } from './format';

/** Names and folders that the tool's own documentation uses. */
const NAME =
  /(?:^|\/)(?:\.?azure-pipelines[^/]*\.ya?ml|[^/]*\.azure-pipelines\.ya?ml|\.azure(?:-pipelines|devops|-devops)\/.*\.ya?ml)$/i;
const TOP = /^\uFEFF?(?:trigger|pr|pool|steps|jobs|stages|extends|parameters|variables|resources)[ \t]*:/m;
/** What only a pipeline has: a task with its version, parameters of a template, a machine of the service. */
const OWN =
  /^[ \t]*-[ \t]+(?:task:[ \t]*['"]?[\w.-]+@\d|checkout:[ \t]*(?:self|none)\b)|\$\{\{[ \t]*parameters[.[]|\bvmImage:/m;
const WORK = /^\uFEFF?(?:steps|jobs|stages|extends)[ \t]*:/m;

/** Pipelines of Azure DevOps and the templates that they are made of. */
export const azurePipelines: Format = {
  id: 'azure-pipelines',
  title: 'Azure Pipelines',
  syntax: 'yaml',
  recognises: (path, text) =>
    /\.ya?ml$/i.test(path) && (NAME.test(path) ? TOP.test(text) : WORK.test(text) && OWN.test(text)),
  // a pipeline and its templates; keys hold the path
  scope: () => 'azure-pipelines',
  read: readPipeline,
  link(declaration, look) {
    const job = jobOf(declaration, look);
    return job ? [job] : [];
  },
  write: writeWithin,
};
