import process from 'node:process';
import { parseArgs } from 'node:util';
import { audienceOptions, type OutputFormat, type ScanOptions, scan } from './scan';

const HELP = `Handrail reads infrastructure code and says what is wrong, why it matters and who to ask.
Everything happens on this machine.

Usage
  handrail scan [paths] [options]   scan files and folders (this folder when none is named)
  handrail --version

Options of scan
  --format text|json|sarif     how to print (text)
  --fail-on LEVEL              critical, high, medium, low or never (high, or the workspace's threshold)
  --each GLOB                  every folder that matches is a root of its own
  --audience everyone|hardening
  --stdin --stdin-filename P   read one file from standard input as if it lay at P
  --output FILE                write there instead of standard output
  --strict                     files that cannot be read fail the scan
  --quiet                      findings only
  --debug                      stack traces

Exit codes: 0 nothing at or above the level, 1 findings, 2 a failure.

Examples
  handrail scan infra
  handrail scan --format sarif --output handrail.sarif
  handrail scan --each 'services/*' --fail-on critical
  cat main.tf | handrail scan --stdin --stdin-filename infra/main.tf
`;

/** A mistake in how the command was called: what, and what to do. */
class Usage extends Error {}

function optionsFrom(args: readonly string[]): ScanOptions & { readonly debug: boolean } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string' },
      each: { type: 'string', multiple: true },
      audience: { type: 'string', default: 'everyone' },
      stdin: { type: 'boolean', default: false },
      'stdin-filename': { type: 'string' },
      output: { type: 'string' },
      strict: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
    },
  });
  const choice = <T extends string>(name: string, value: string, choices: readonly T[]): T => {
    const found = choices.find((one) => one === value);
    if (!found) throw new Usage(`--${name} ${value} is not known: choose ${choices.join(', ')}`);
    return found;
  };
  if (values.stdin && !values['stdin-filename']) {
    throw new Usage('--stdin needs --stdin-filename PATH, so that the format of the text is known');
  }
  if (values.stdin && positionals.length > 0) throw new Usage('--stdin reads one text: leave the paths out');
  return {
    paths: positionals,
    each: values.each ?? [],
    format: choice<OutputFormat>('format', values.format, ['text', 'json', 'sarif']),
    failOn:
      values['fail-on'] === undefined
        ? undefined
        : choice('fail-on', values['fail-on'], ['critical', 'high', 'medium', 'low', 'never'] as const),
    audience: choice('audience', values.audience, audienceOptions),
    stdin: values.stdin ? values['stdin-filename'] : undefined,
    output: values.output,
    strict: values.strict,
    quiet: values.quiet,
    debug: values.debug,
  };
}

async function main(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv;
  if (verb === '--version' || verb === '-v') {
    process.stdout.write(`${HANDRAIL_VERSION}\n`);
    return 0;
  }
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help' || rest.includes('--help')) {
    process.stdout.write(HELP);
    return verb === undefined ? 2 : 0;
  }
  if (verb !== 'scan') throw new Usage(`${verb} is no command of handrail: try handrail scan`);
  return scan(optionsFrom(rest));
}

/** Filled in by the build from package.json. */
declare const HANDRAIL_VERSION: string;

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const hint =
      error instanceof Usage || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
        ? '\nSee handrail --help.'
        : '';
    process.stderr.write(`handrail: ${message}${hint}\n`);
    if (process.argv.includes('--debug') && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 2;
  },
);
