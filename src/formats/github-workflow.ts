import type { Format } from './format';
import { headersIn, isAction } from './github-workflow/read';
import { resourceOf } from './github-workflow/resources';
import { writeWorkflow } from './github-workflow/write';

const IN_WORKFLOWS = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
/** What only a workflow has at its top and in its jobs, wherever the file stands (templates, examples). */
const MARKS = [/^\uFEFF?(?:on|'on'|"on")[ \t]*:/m, /^\uFEFF?jobs[ \t]*:/m, /^[ \t]+(?:runs-on|uses)[ \t]*:/m];

/** Workflows of GitHub Actions and the actions beside them. */
export const githubWorkflow: Format = {
  id: 'github-workflow',
  title: 'GitHub Actions',
  syntax: 'yaml',
  recognises(path, text) {
    if (IN_WORKFLOWS.test(path)) return true;
    if (isAction(path)) return /^\uFEFF?runs[ \t]*:/m.test(text);
    return /\.ya?ml$/i.test(path) && MARKS.every((mark) => mark.test(text));
  },
  // a workflow and what it calls; keys hold the path, so that repositories side by side are not mixed
  scope: () => '.github',
  read: headersIn,
  link(declaration, look) {
    const resource = resourceOf(declaration, look);
    return resource ? [resource] : [];
  },
  write: writeWorkflow,
};
