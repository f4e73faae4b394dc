import type { Validator } from './generated/validators';
import { config, policy, template, waivers } from './generated/validators';
import type { Schema } from './schema';
import configSchema from './schemas/config.schema.json';
import policySchema from './schemas/policy.schema.json';
import templateSchema from './schemas/template.schema.json';
import waiversSchema from './schemas/waivers.schema.json';

/** One kind of file that people write for Handrail. */
interface Form {
  /** Its path below the folder `.handrail`. */
  readonly path: RegExp;
  readonly schema: Schema;
  readonly validate: Validator;
}

export type FileKind = 'config' | 'policy' | 'template' | 'waivers';

/** Every kind. A new one is its schema and one line here: checks, completion, hover and quick fixes follow from it. */
export const FORMS: Readonly<Record<FileKind, Form>> = {
  config: { path: /^config\.yaml$/, schema: configSchema as Schema, validate: config },
  policy: { path: /^policies\/[^/]+\.yaml$/, schema: policySchema as Schema, validate: policy },
  waivers: { path: /^waivers\.yaml$/, schema: waiversSchema as Schema, validate: waivers },
  template: { path: /^templates\/[^/]+\.yaml$/, schema: templateSchema as Schema, validate: template },
};

/** A kind of file, and the folder that the file speaks about (`''` for the root). */
export interface OwnFile {
  readonly kind: FileKind;
  readonly base: string;
}

/** What a path is to Handrail; undefined when it is none of our files. */
export function ownFile(path: string): OwnFile | undefined {
  const [, base = '', below = ''] = /^(?:(.*)\/)?\.handrail\/(.+)$/.exec(path) ?? [];
  const kind = (Object.keys(FORMS) as FileKind[]).find((name) => FORMS[name].path.test(below));
  return kind && { kind, base };
}

/** A file by its root-relative path. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}
