import { linesOfTemplate } from '../document/helm';
import type { Span } from '../place';
import { writeData } from './data-edit';
import { type Declaration, type Format, type Lookup, placeIn } from './format';
import { chartHeaders, chartOf } from './helm/chart';
import { namedHeaders } from './helm/named';
import { templateOf } from './helm/template';
import { isOverlay, overlaysOf, valueHeaders } from './helm/values';
import { liftedOut } from './helm/write';
import { headersIn } from './kubernetes/headers';
import { lateObject } from './kubernetes/object';
import { clusterScope } from './kubernetes/scope';

const IN_TEMPLATES = /(?:^|\/)templates\/.*\.ya?ml$/i;
/** Named templates and tests of the chart: what is in them is no part of what a release is made of. */
const NOT_DEPLOYED = /(?:^|\/)templates\/(?:.*\/)?(?:tests\/|_[^/]*$)/;
/** An action as Helm has it; `{{ name }}` is Jinja's, `${{ … }}` a pipeline's. */
const ACTION = /(?<!\$)\{\{-?\s*(?:[.$("\x60]|\/\*|(?:else|end)\b|[A-Za-z]\w*\s+[.$("\x60])/;

/** Templates of Helm charts: the manifests that they write, with the values that `values.yaml` gives. */
export const helm: Format = {
  id: 'helm',
  title: 'Helm',
  syntax: 'helm',
  recognises: (path, text) => IN_TEMPLATES.test(path) && ACTION.test(text) && !text.includes('{%'),
  scope: clusterScope,
  read: (section, path) =>
    NOT_DEPLOYED.test(path) ? namedHeaders(section) : headersIn(section, linesOfTemplate(section.text)),
  link(declaration, look) {
    if (declaration.kind !== 'object') return [];
    const overlays = overlaysOf(chartOf(declaration.path), look);
    return [undefined, ...overlays].flatMap((values) =>
      Array.from({ length: timesMade(declaration, look, values) }, (_, index) =>
        lateObject(declaration, look, values === undefined && index === 0 ? undefined : { folders: [], values, index }),
      ),
    );
  },
  write: (change, document, path) => writeData(change, document, path).map((edit) => liftedOut(edit, change, document)),
};

/** How often a declaration is made: once, or for each item of the lists that it stands in. */
function timesMade(declaration: Declaration, look: Lookup, overlay: string | undefined): number {
  const opened = look.open(declaration);
  if (!/\{\{-?\s*range\b/.test(opened.section.text.slice(0, opened.span.start))) return 1;
  const document = opened.section.document();
  const place = (span: Span) => placeIn(opened, span);
  const template =
    document.syntax === 'yaml' && templateOf(document, declaration.path, opened.span, place, look, overlay);
  return template ? Math.max(template.rounds.length, 1) : 1;
}

/** Files of named templates: text that the templates of a chart put in, whatever it is; nobody reads it as YAML. */
export const helmNamed: Format = {
  id: 'helm-named',
  title: 'Helm',
  syntax: 'template',
  recognises: (path, text) => /(?:^|\/)templates\/.*\.tpl$/i.test(path) && ACTION.test(text) && !text.includes('{%'),
  scope: clusterScope,
  read: namedHeaders,
  link: () => [],
  write: () => [],
};

const CHART = /(?:^|\/)Chart\.yaml$/;

/** A chart's own files: what it is called and consists of, and the values that it is installed with when nobody says others. */
export const helmChart: Format = {
  id: 'helm-chart',
  title: 'Helm values',
  syntax: 'yaml',
  recognises: (path, text) =>
    CHART.test(path)
      ? /^apiVersion:[ \t]*["']?v[12]\b/m.test(text)
      : /(?:^|\/)values\.ya?ml$/.test(path) || isOverlay(path),
  scope: clusterScope,
  read: (section, path) => (CHART.test(path) ? chartHeaders(section, path) : valueHeaders(section, path)),
  link: () => [],
  write: writeData,
};
