import type { Header, Section } from '../declaration';
import { writeData } from './data-edit';
import type { Format } from './format';
import { headersIn } from './kubernetes/headers';
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
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  return root ? [{ kind, key: path, start: root.start, end: root.end }] : [];
}
