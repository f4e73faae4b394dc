import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asString, type Data } from '../../resource';
import { readingIn } from '../cloudformation/intrinsics';
import type { Reach } from '../cloudformation/reach';
import { entryAt } from '../cloudformation/template';
import { plainText } from '../cloudformation/text';
import { valueBelow } from '../data-resource';
import { dataValue, readingOf } from '../data-value';

/** What only begins like this is a variable of the framework; `${Name}` and `${AWS::Region}` are CloudFormation's. */
const VARIABLE = /^\s*(?:(?!AWS::)[A-Za-z][\w-]*(?:\([^()]*\))?:|file\(|["'])/;

const SOURCES: Readonly<Record<string, string>> = {
  opt: 'it is given on the command line',
  env: 'it is read from the environment',
  file: 'it is read from another file',
  param: 'it is given at deployment',
  sls: 'it is known only at deployment',
  aws: 'it is known only at deployment',
};

/**
 * What an expression of the Serverless Framework stands for: the first of its alternatives that there is. One that is
 * given from outside is not known here; what stands after it holds by default.
 */
export function variable(expression: string, use: Place, reach: Reach): Value<Data> | undefined {
  if (!VARIABLE.test(expression)) return undefined;
  let outside: Value<Data> | undefined;
  for (const alternative of alternatives(expression)) {
    const value = sourceOf(alternative, use, reach);
    if (value.state === 'absent') continue;
    if (value.state === 'known' && outside) return { ...value, via: [use, ...(value.via ?? [])], byDefault: true };
    if (value.state === 'known') return value;
    outside ??= value;
  }
  return outside ?? unknownAt(use, `nothing is written for ${expression.trim()}`);
}

/** The parts of an expression between commas, those inside of quotes and braces apart. */
function alternatives(expression: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < expression.length; at++) {
    const char = expression[at]!;
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '{' || char === '(') depth++;
    else if (char === '}' || char === ')') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(expression.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, expression.slice(from)].map((part) => part.trim());
}

function sourceOf(written: string, use: Place, reach: Reach): Value<Data> {
  const quoted = /^(["'])(.*)\1$/.exec(written)?.[2];
  if (quoted !== undefined) return knownAt<Data>(quoted, use);
  if (/^(?:true|false)$/.test(written)) return knownAt<Data>(written === 'true', use);
  if (/^-?\d+(?:\.\d+)?$/.test(written)) return knownAt<Data>(Number(written), use);
  if (written === 'null') return { state: 'absent', at: use };
  if (/^\$\{.*\}$/s.test(written)) return plainText(written, use, reach);
  // the path of a source may hold expressions of its own
  const filled = asString(plainText(written, use, reach));
  if (filled.state !== 'known')
    return unknownAt(use, filled.state === 'unknown' ? filled.because : 'nothing is written');
  const value = read(filled.value, use, reach);
  return value.state === 'known' && filled.byDefault ? { ...value, byDefault: true } : value;
}

function read(written: string, use: Place, reach: Reach): Value<Data> {
  const [source = '', ...rest] = written.split(':');
  const name = source.replace(/\(.*$/s, '');
  if (name === 'self') return own(rest.join(':'), use, reach);
  if (written === 'sls:stage') return stage(use, reach);
  if (name === 'param') return parameter(rest.join(':').trim(), use, reach);
  return unknownAt(use, Object.hasOwn(SOURCES, name) ? SOURCES[name]! : `it is read from ${name} at deployment`);
}

/** The stage is an option of the command line; the file says what it is without. */
function stage(use: Place, reach: Reach): Value<Data> {
  const written = own('provider.stage', use, reach);
  const value = written.state === 'absent' ? knownAt<Data>('dev', use) : written;
  return value.state === 'known' ? { ...value, via: [use], byDefault: true } : value;
}

/** A parameter as the file gives it, for the stage before all stages; the command line may give another. */
function parameter(name: string, use: Place, reach: Reach): Value<Data> {
  const current = asString(stage(use, reach));
  for (const one of [...(current.state === 'known' ? [current.value] : []), 'default']) {
    for (const path of [`params.${one}.${name}`, `stages.${one}.params.${name}`]) {
      const value = own(path, use, reach);
      if (value.state !== 'absent') return value.state === 'known' ? { ...value, byDefault: true } : value;
    }
  }
  return unknownAt(use, SOURCES.param!);
}

/** What the file itself says at a path. */
function own(path: string, use: Place, reach: Reach): Value<Data> {
  const [top = '', second, ...rest] = path.trim().split('.');
  const whole = reach.declared('self', top)[0];
  const declaration = whole ?? (second === undefined ? undefined : reach.declared('self', `${top}.${second}`)[0]);
  const opened = declaration && reach.open(declaration);
  const node = opened && entryAt(opened)?.value;
  if (!node)
    return second === undefined && !whole ? unknownAt(use, `${top} is read as a whole`) : { state: 'absent', at: use };
  const below = whole ? [second, ...rest].filter((one) => one !== undefined) : rest;
  const value = valueBelow(dataValue(node, readingIn(readingOf(opened), reach)), below);
  return value.state === 'known' ? { ...value, via: [use, ...(value.via ?? [])] } : value;
}
