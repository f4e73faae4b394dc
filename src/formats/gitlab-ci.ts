import { writeWithin } from './data-edit/within';
import type { Format } from './format';
import { jobOf, readJobs } from './gitlab-ci/job';

/** The file itself, and where projects keep the files that it includes. */
const NAME = /(?:^|\/)(?:[^/]*\.?gitlab-ci(?:[._-][^/]*)?\.ya?ml|\.gitlab(?:-ci|\/ci)\/.*\.ya?ml)$/i;
const MARK = /^[ \t]*(?:script|stages|include|before_script|trigger|extends|variables|workflow|default|image)[ \t]*:/m;

/** Pipelines of GitLab and the local files that they include. */
export const gitlabCi: Format = {
  id: 'gitlab-ci',
  title: 'GitLab CI',
  syntax: 'yaml',
  recognises: (path, text) => NAME.test(path) && MARK.test(text),
  // a pipeline and what it includes
  scope: () => 'gitlab-ci',
  read: readJobs,
  link(declaration, look) {
    const job = declaration.kind === 'job' ? jobOf(declaration, look) : undefined;
    return job ? [job] : [];
  },
  write: writeWithin,
};
