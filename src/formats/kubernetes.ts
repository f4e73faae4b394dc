import type { Header, Section } from '../declaration';
import { writeData } from './data-edit';
import type { Format } from './format';
import { headersIn } from './kubernetes/headers';
import { patchesOf } from './kubernetes/kustomization';
import { lateObject } from './kubernetes/object';
import { scanObjects } from './kubernetes/scan';
import { clusterScope } from './kubernetes/scope';

const KUSTOMIZATION = /(?:^|\/)kustomization\.ya?ml$/i;
const IN_CHART_TEMPLATES = /(?:^|\/)templates\//;
/** Manifests of Kubernetes objects in YAML, one or many in a file, lists included. Custom resource definitions and kustomizations give no resources. */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes',
  syntax: 'yaml',
  recognises(path, text) {
    if (!/\.ya?ml$/i.test(path)) return false;
    if (KUSTOMIZATION.test(path)) return true;
    if (!/^\uFEFF?kind[ \t]*:/m.test(text) || !/^\uFEFF?apiVersion[ \t]*:/m.test(text)) return false;
    if (IN_CHART_TEMPLATES.test(path) && isTemplate(text)) return false;
    return scanObjects(text).length > 0;
  },
  scope: clusterScope,
  read(section, path) {
    if (KUSTOMIZATION.test(path)) return [kustomization(section, path)];
    return headersIn(section, section.text);
  },
  link(declaration, look) {
    if (declaration.kind !== 'object') return [];
    const patched = look.look('kustomization').some(({ note }) => list(note.patches).includes(declaration.path));
    // a patch says only what differs, so what it leaves out is no choice of its own
    return patched ? [] : [lateObject(declaration, look)];
  },
  write: writeData,
};

const list = (note: unknown): readonly string[] => (typeof note === 'string' ? note.split('\n') : []);

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

function kustomization(section: Section, path: string): Header {
  const document = section.document();
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  return {
    kind: 'kustomization',
    key: '',
    start: 0,
    end: section.text.length,
    note: { patches: patchesOf(root, path).join('\n') },
  };
}
