/** An example as people read it: without the marks of its tests, places for credentials shown as such. */
export const readableExample = (source: string): string =>
  source.replace(/[«»]/g, '').replace(/@@[A-Z0-9_]+@@/g, '<credential>');

interface ArmExample {
  readonly name?: string;
  /** A parameter that is given at deployment. */
  readonly given?: string;
  readonly scope?: 'subscription';
}

/** A template of the Azure Resource Manager with one resource, its type with its version: the frame is the same for all examples. */
export function armTemplate(
  type: string,
  properties: string,
  { name = 'shop', given, scope }: ArmExample = {},
): string {
  const [bare, version] = type.split('@');
  const schema = scope ? `2018-05-01/${scope}DeploymentTemplate` : '2019-04-01/deploymentTemplate';
  const parameters = given ? `  "parameters": { "${given}": { "type": "string" } },\n` : '';
  return `{
  "$schema": "https://schema.management.azure.com/schemas/${schema}.json#",
  "contentVersion": "1.0.0.0",
${parameters}  "resources": [
    {
      "type": "${bare}",
      "apiVersion": "${version}",
      "name": "${name}",
      "properties": {
        ${properties.trim().replaceAll('\n', '\n        ')}
      }
    }
  ]
}`;
}

/** The resource that a plan will make, with its attributes; a policy is text of JSON among them. Marks stand inside of strings. */
export function terraformPlan(address: string, after: Readonly<Record<string, unknown>>): string {
  const [type, name] = address.replace(/[«»]/g, '').split('.');
  const change = { address, mode: 'managed', type, name, change: { actions: ['create'], before: null, after } };
  const plan = { format_version: '1.2', terraform_version: '1.9.5', resource_changes: [change] };
  const marked = JSON.stringify(plan, null, 2).replace(/(\\*")«([^»@]*)»(\\*")/g, '«$1$2$3»');
  return `--- plan.json ---\n${marked.replace(/"(true|false)"/g, '$1')}`;
}

/** One statement of a policy as a plan has it. */
export const planPolicy = (statement: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** A chart with one template. */
export const chart = (template: string, values: string): string => `--- shop/Chart.yaml ---
apiVersion: v2
name: shop
version: 1.0.0
--- shop/templates/object.yaml ---
${template}--- shop/values.yaml ---
${values}`;

/** An object and what the only deployment of it lays over it. */
export const overlay = (base: string, patch: string): string => `--- base/kustomization.yaml ---
resources: [object.yaml]
--- base/object.yaml ---
${base}--- live/kustomization.yaml ---
resources: [../base]
patches: [{ path: patch.yaml }]
--- live/patch.yaml ---
${patch}`;
