import type { Header, Section } from '../declaration';
import { topKeys } from '../document/json/cut';
import { writeData } from './data-edit';
import type { Format } from './format';
import { headersIn, headersInJson } from './kubernetes/headers';
import { isData } from './kubernetes/node';
import { lateObject } from './kubernetes/object';
import { scanObjects } from './kubernetes/scan';
import { clusterScope } from './kubernetes/scope';
import { deploymentsOf } from './kustomize/deployments';
import { isKustomization, kustomizationHeaders } from './kustomize/kustomization';
import { writeInline } from './kustomize/write';

const IN_CHART_TEMPLATES = /(?:^|\/)templates\//;
/** Manifests of Kubernetes objects in YAML, one or many in a file, lists included. Custom resource definitions and kustomizations give no resources. */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes',
  syntax: 'yaml',
  recognises(path, text) {
    if (!/\.ya?ml$/i.test(path)) return false;
    if (isKustomization(path) || isOperations(text) || isReplacements(text)) return true;
    if (!/^\uFEFF?kind[ \t]*:/m.test(text) || !/^\uFEFF?apiVersion[ \t]*:/m.test(text)) return false;
    if (IN_CHART_TEMPLATES.test(path) && isTemplate(text)) return false;
    return scanObjects(text).length > 0;
  },
  scope: clusterScope,
  read(section, path) {
    if (isKustomization(path)) return kustomizationHeaders(section, path);
    if (isOperations(section.text)) return whole(section, path, 'operations');
    return isReplacements(section.text) ? whole(section, path, 'replacements') : headersIn(section, section.text);
  },
  link(declaration, look) {
    if (declaration.kind !== 'object') return [];
    const deployments = deploymentsOf(declaration.path, look);
    if (!deployments) return [lateObject(declaration, look)];
    return deployments.map((one) => lateObject(declaration, look, one));
  },
  write: (change, document, path) => (isKustomization(path) ? writeInline : writeData)(change, document, path),
};

/** The same in JSON, one object or a list in a file. */
export const kubernetesJson: Format = {
  ...kubernetes,
  id: 'kubernetes-json',
  syntax: 'json',
  recognises(path, text) {
    if (!/\.json$/i.test(path) || (IN_CHART_TEMPLATES.test(path) && text.includes('{{'))) return false;
    return isJsonObject(text) || JSON_OPERATIONS.test(text);
  },
  read(section, path) {
    return JSON_OPERATIONS.test(section.text) ? whole(section, path, 'operations') : headersInJson(section);
  },
};

const JSON_VERSION = /^\s*"apiVersion"\s*:\s*"(?:[a-z][\w.-]*\/)?v\d+(?:(?:alpha|beta)\d+)?"/;
const JSON_KIND = /^\s*"kind"\s*:\s*"[A-Z]\w*"/;
const JSON_OPERATIONS =
  /^\uFEFF?\s*\[\s*\{(?=[^{}[\]]*"op"\s*:\s*"(?:add|copy|move|remove|replace|test)")(?=[^{}[\]]*"path"\s*:\s*"\/)/;

/** Whether a text names its kind and a version as Kubernetes has them: dates are Azure's. */
function isJsonObject(text: string): boolean {
  if (!text.includes('"apiVersion"') || !text.includes('"kind"')) return false;
  const said = topKeys(text).map(({ start, end }) => text.slice(start, end));
  return said.some((entry) => JSON_VERSION.test(entry)) && said.some((entry) => JSON_KIND.test(entry));
}

/** Whether a template engine fills something in: `{{` outside quoted strings and comments. */
function isTemplate(text: string): boolean {
  let quote = '';
  let comment = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const begins = at === 0 || /[\s[{,:]/.test(text[at - 1]!); // an apostrophe inside a word quotes nothing
    if (char === '\n') {
      quote = '';
      comment = false;
    } else if (comment) continue;
    else if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (begins && (char === '"' || char === "'")) quote = char;
    else if (begins && char === '#') comment = true;
    else if (char === '{' && text[at + 1] === '{') return true;
  }
  return false;
}

/** A list of operations that a kustomization applies to objects: a JSON patch (RFC 6902) in YAML. */
const isOperations = (text: string): boolean =>
  /^- op[ \t]*:/m.test(text) && /^(?:- | {2})path[ \t]*:[ \t]*["']?\//m.test(text) && !/^[\w"']/m.test(text);

/** A file of replacements that a kustomization names: one, or a list of them. */
const isReplacements = (text: string): boolean =>
  /^(?:- | {2})?source(?:Value)?[ \t]*:/m.test(text) &&
  /^(?:- | {2})?targets[ \t]*:/m.test(text) &&
  /^[ \t]+(?:- )?fieldPaths[ \t]*:/m.test(text) &&
  !/^(?!source|targets)[\w"']/m.test(text);

function whole(section: Section, path: string, kind: string): readonly Header[] {
  const document = section.document();
  const root = isData(document) ? document.roots[0] : undefined;
  return root ? [{ kind, key: path, start: root.start, end: root.end }] : [];
}
