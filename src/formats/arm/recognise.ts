import { topKeys } from '../../document/json/cut';

/** What a JSON file is to the Azure Resource Manager. */
export type ArmFile = 'template' | 'parameters';

const SCHEMA =
  /"\$schema"\s*:\s*"https?:\/\/schema\.management\.azure\.com\/[^"\s]*\/(\w*)deployment(Template|Parameters)\.json#?"/i;
const SCOPES: Readonly<Record<string, string>> = {
  subscription: 'subscription',
  managementgroup: 'managementGroup',
  tenant: 'tenant',
};

/** Whether a text says with its own `$schema`, not with that of something in it, that it is a template or its parameters. */
export function armFile(text: string): ArmFile | undefined {
  const match = SCHEMA.exec(text);
  if (!match) return undefined;
  const own = topKeys(text).some(({ key, start, end }) => key === '$schema' && SCHEMA.test(text.slice(start, end)));
  if (!own) return undefined;
  return match[2]!.toLowerCase() === 'template' ? 'template' : 'parameters';
}

/** What a template is deployed to, where that is no resource group. */
export const scopeOfSchema = (schema: string): string | undefined =>
  SCOPES[/\/(\w*)deploymentTemplate\.json/i.exec(schema)?.[1]?.toLowerCase() ?? ''];

/** `shop.parameters.json`, `shop.parameters.test.json`, `shop.test.parameters.json`. */
const PARAMETERS = /(?:\.[\w-]+)?\.(?:parameters|params)(?:\.[\w-]+)*\.jsonc?$/i;

/** The templates that a file of parameters is for, by its name. */
export function templatesFor(path: string): readonly string[] {
  const match = PARAMETERS.exec(path);
  if (!match) return [];
  const long = path.replace(/\.(?:parameters|params)(?:\.[\w-]+)*\.jsonc?$/i, '');
  const short = path.slice(0, match.index);
  return [...new Set([long, short])].flatMap((name) => [`${name}.json`, `${name}.bicep`]);
}
