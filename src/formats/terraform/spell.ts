import type { Plain } from '../../facts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A string between quotes: nothing in it is an escape or an interpolation. */
const quoted = (text: string): string => JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);

export const keyed = (key: string): string => (IDENTIFIER.test(key) ? key : quoted(key));

/** A literal in the native syntax; objects take a line for each key, below `indent`. */
export function literal(value: Plain, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((entry: Plain) => literal(entry, indent)).join(', ')}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, entry]) => `${inner}${keyed(key)} = ${literal(entry, inner)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}
