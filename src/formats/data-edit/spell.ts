import type { Scalar } from '../../document/data';
import type { Plain } from '../../facts';

const STEP = '  ';

/** Words that some reader of YAML takes for something else than a string. */
const TYPED = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;
/** Text that needs no quotes in any place of YAML. A colon or blank only where a word follows. */
const SAFE = /^[A-Za-z_/](?:[\w./@+=-]|[: ](?=[\w/]))*$/;

/** A single value as YAML, quoted in the given style where it is a string; plain only where that is safe. */
export function yamlScalar(value: string | number | boolean | null, style: Scalar['style'] = 'plain'): string {
  if (typeof value !== 'string') return String(value);
  const printable = !/\p{Cc}/u.test(value); // only double quotes can escape control characters
  if (style === 'single' && printable) return `'${value.replaceAll("'", "''")}'`;
  if (style !== 'double' && SAFE.test(value) && !/: /.test(value) && !TYPED.test(value)) return value;
  return JSON.stringify(value);
}

/** A value as YAML on one line. */
export function yamlFlow(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`;
  if (isSingle(value)) return yamlScalar(value);
  return `{${Object.entries(value)
    .map(([key, part]) => `${yamlScalar(key)}: ${yamlFlow(part)}`)
    .join(', ')}}`;
}

/** A value as the text that follows `key:` or stands after `-`: on the same line, or below it in block style at an indentation. */
export function yamlAfter(value: Plain, indent: string): string {
  if (isSingle(value)) return ` ${yamlScalar(value)}`;
  const lines = yamlBlock(value, indent);
  return lines === undefined ? ` ${yamlFlow(value)}` : `\n${indent}${lines}`;
}

/** A filled list or mapping in block style, the first line's indentation left out; undefined when there is nothing in it. */
export function yamlBlock(value: Plain, indent: string): string | undefined {
  if (isSingle(value)) return undefined;
  const inner = indent + STEP;
  const lines = Array.isArray(value)
    ? value.map((item: Plain) => `- ${yamlBlock(item, inner) ?? yamlFlow(item)}`)
    : Object.entries(value).map(([key, part]) => `${yamlScalar(key)}:${yamlAfter(part, inner)}`);
  return lines.length === 0 ? undefined : lines.join(`\n${indent}`);
}

/** A value as JSON, its further lines indented below the given indentation. */
export const jsonText = (value: Plain, indent: string): string =>
  JSON.stringify(value, null, STEP).replaceAll('\n', `\n${indent}`);

/** A value as JSON on one line. */
export function jsonFlow(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(jsonFlow).join(', ')}]`;
  if (isSingle(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}: ${jsonFlow(part)}`)
    .join(', ')} }`;
}

function isSingle(value: Plain): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}
