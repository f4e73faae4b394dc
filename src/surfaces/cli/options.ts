import { parseArgs } from 'node:util';
import type { Severity } from '../../facts';

/** A mistake in how the command was called: what, and what to do. */
export class Usage extends Error {}

const FORMATS = ['text', 'json', 'sarif'] as const;
const AUDIENCES = ['everyone', 'hardening'] as const;
const LEVELS = ['critical', 'high', 'medium', 'low', 'never'] as const;

export interface ScanOptions {
  readonly paths: readonly string[];
  /** Globs of folders that are roots of their own. */
  readonly each: readonly string[];
  readonly format: (typeof FORMATS)[number];
  /** Undefined: the workspace's threshold. */
  readonly failOn: Severity | 'never' | undefined;
  /** Undefined: the workspace's. */
  readonly audience: (typeof AUDIENCES)[number] | undefined;
  /** File name of the text on standard input. */
  readonly stdin: string | undefined;
  /** Where to write instead of standard output. */
  readonly output: string | undefined;
  /** Whether files that can't be read fail the scan. */
  readonly strict: boolean;
  readonly quiet: boolean;
}

/** Reads the options of `handrail scan`. Throws on what it doesn't know. */
export function scanOptions(args: readonly string[]): ScanOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string' },
      each: { type: 'string', multiple: true, default: [] },
      audience: { type: 'string' },
      stdin: { type: 'boolean', default: false },
      'stdin-filename': { type: 'string' },
      output: { type: 'string' },
      strict: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
    },
  });
  const name = values['stdin-filename'];
  if (values.stdin && !name) throw new Usage('--stdin needs --stdin-filename PATH, so that the format is known');
  if (!values.stdin && name) throw new Usage('--stdin-filename goes with --stdin');
  if (values.stdin && positionals.length + values.each.length > 0) {
    throw new Usage('--stdin reads one text: leave the paths out');
  }
  if (values.each.length > 0 && positionals.length > 0) {
    throw new Usage('--each names the folders: leave the paths out, or name them without --each');
  }
  return {
    paths: positionals,
    each: values.each,
    format: choice('--format', values.format, FORMATS),
    failOn: values['fail-on'] === undefined ? undefined : choice('--fail-on', values['fail-on'], LEVELS),
    audience: values.audience === undefined ? undefined : choice('--audience', values.audience, AUDIENCES),
    stdin: values.stdin ? name : undefined,
    output: values.output,
    strict: values.strict,
    quiet: values.quiet,
  };
}

const COVERAGE_FORMATS = ['text', 'json', 'markdown'] as const;
const HANDBOOK_FORMATS = ['markdown', 'html'] as const;

/** What is asked of a verb that writes about the policies of a workspace. */
interface DocumentOptions<Format> {
  /** A folder of the workspace. */
  readonly path: string;
  readonly format: Format;
  /** Where to write instead of standard output. */
  readonly output: string | undefined;
}
export interface CoverageOptions extends DocumentOptions<(typeof COVERAGE_FORMATS)[number]> {
  /** The framework to show, or a part of its name; all when undefined. */
  readonly framework: string | undefined;
}
export type HandbookOptions = DocumentOptions<(typeof HANDBOOK_FORMATS)[number]>;

/** Reads the options of `handrail coverage`. Throws on what it doesn't know. */
export function coverageOptions(args: readonly string[]): CoverageOptions {
  const { framework, ...options } = documentOptions(args, COVERAGE_FORMATS, { framework: { type: 'string' } });
  return { ...options, framework: typeof framework === 'string' ? framework : undefined };
}

/** Reads the options of `handrail handbook`. Throws on what it doesn't know. */
export const handbookOptions = (args: readonly string[]): HandbookOptions => documentOptions(args, HANDBOOK_FORMATS);

/** The first format is the one that nobody has to name. */
function documentOptions<Format extends string>(
  args: readonly string[],
  formats: readonly Format[],
  more: Readonly<Record<string, { readonly type: 'string' }>> = {},
): DocumentOptions<Format> & Readonly<Record<string, unknown>> {
  const own = { format: { type: 'string' }, output: { type: 'string' }, debug: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { ...own, ...more } });
  if (positionals.length > 1) throw new Usage('one folder at a time: its workspace has one set of policies');
  const { format = formats[0]!, output, ...rest } = values;
  return { ...rest, path: positionals[0] ?? '.', format: choice('--format', format, formats), output };
}

function choice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value);
  if (found) return found;
  throw new Usage(`${name} ${value} is not known: choose ${choices.join(', ')}`);
}
