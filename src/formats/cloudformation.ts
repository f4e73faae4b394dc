import type { Declaration, Lookup } from '../declaration';
import { nodeAt } from '../document/data';
import { knownAt, type Subject, unknownAt } from '../facts';
import type { Resource } from '../resource';
import { evaluateIntrinsic, type Reach } from './cloudformation/intrinsics';
import { entryAt, headersOf, isBraced, isJsonTemplate, isYamlTemplate } from './cloudformation/template';
import { writeData } from './data-edit';
import { dataResource, type Reading, readingOf } from './data-value';
import type { Format } from './format';

type Shared = Pick<Format, 'title' | 'scope' | 'read' | 'link' | 'write'>;

/** A template is its own scope: what it refers to stands in it. */
const shared: Shared = {
  title: 'CloudFormation',
  scope: (path) => path,
  read: headersOf,
  link(declaration, look) {
    const resource = declaration.kind === 'resource' ? resourceOf(declaration, look) : undefined;
    return resource ? [resource] : [];
  },
  write: writeData,
};

/** Templates in YAML, those of the serverless transform included (as written, not expanded). */
export const cloudformation: Format = {
  ...shared,
  id: 'cloudformation',
  syntax: 'yaml',
  recognises: (path, text) =>
    /\.(?:ya?ml|template)$/i.test(path) && !(path.endsWith('.template') && isBraced(text)) && isYamlTemplate(text),
};

/** Templates in JSON. */
export const cloudformationJson: Format = {
  ...shared,
  id: 'cloudformation-json',
  syntax: 'json',
  recognises: (path, text) => /\.(?:json|template)$/i.test(path) && isBraced(text) && isJsonTemplate(text),
};

/**
 * A resource of the template. `get` reads below its `Properties`; the template is opened when somebody asks for one,
 * so that whoever only refers to the resource is not woken by every change of it.
 */
function resourceOf(declaration: Declaration, look: Lookup): Resource | undefined {
  const { type, width, condition } = declaration.note;
  if (typeof type !== 'string' || type === '') return undefined;
  const { anchor, key, path, scope } = declaration;
  const head = { anchor, start: 0, end: Number(width) };
  const subject: Subject = {
    id: key,
    address: key,
    scope,
    dir: path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
    head,
  };
  const exists =
    condition === undefined
      ? knownAt(true, head)
      : unknownAt<boolean>(head, `made only under the condition ${condition}`);
  const find = (wanted: string, name: string) => reach.resource(name, wanted);
  const each = (wanted: string) =>
    look.look('resource').flatMap((one) => (one.note.type === wanted ? (resourceOf(one, look) ?? []) : []));
  const reach: Reach = {
    look,
    resource(logicalId, wanted) {
      const target = look.look('resource', logicalId)[0];
      return target && (wanted === undefined || target.note.type === wanted) ? resourceOf(target, look) : undefined;
    },
  };

  let opened: Resource | undefined;
  const open = (): Resource => {
    opened ??= openResource(declaration, { type, subject, exists, find, each }, reach);
    return opened;
  };
  return {
    type,
    subject,
    exists,
    find,
    each,
    get: (...keys) => open().get(...keys),
    all: (...keys) => open().all(...keys),
    json: (value) => open().json(value),
    slot: (...keys) => open().slot(...keys),
  };
}

type Made = Pick<Resource, 'type' | 'subject' | 'exists' | 'find' | 'each'>;

function openResource(declaration: Declaration, made: Made, reach: Reach): Resource {
  const opened = reach.look.open(declaration);
  const reading: Reading = readingOf(opened, (node) => evaluateIntrinsic(node, reading, reach));
  const entry = entryAt(opened);
  return dataResource({
    ...made,
    reading,
    node: nodeAt(entry?.value, 'Properties'),
    base: ['Properties'],
    block: entry?.value ?? opened.span,
  });
}
