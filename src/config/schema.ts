import configSchema from './schemas/config.schema.json';
import policySchema from './schemas/policy.schema.json';
import waiversSchema from './schemas/waivers.schema.json';

/** As much of JSON Schema as our own schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  /** Our own keyword: what a pattern asks for, in words. */
  readonly expects?: string;
  /** Our own keyword: whose names a value holds, or the keys of a mapping. */
  readonly names?: 'rule' | 'policy' | 'environment' | 'handle';
  readonly type?: string;
  readonly enum?: readonly (string | number)[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export const SCHEMAS: Readonly<Record<'config' | 'policy' | 'waivers', Schema>> = {
  config: configSchema as Schema,
  policy: policySchema as Schema,
  waivers: waiversSchema as Schema,
};

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

/** A schema with what it refers to: its own words (a description beside the reference) come first. */
function resolved(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const named = own(root.definitions, schema.$ref.replace('#/definitions/', ''));
  return named ? { ...resolved(named, root), ...schema } : schema;
}

/** What a schema says about the value at a path of keys and list indices, or undefined when nothing may stand there. */
export function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const step of path) {
    const at: Schema = resolved(schema, root);
    const rest = typeof at.additionalProperties === 'object' ? at.additionalProperties : undefined;
    const next = own(at.properties, step) ?? rest ?? (at.type === 'array' ? at.items : undefined);
    if (!next) return undefined;
    schema = next;
  }
  return resolved(schema, root);
}
