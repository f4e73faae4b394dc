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
