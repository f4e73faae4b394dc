import process from 'node:process';
import { coverage, handbook } from './documents';
import { escaped } from './escape';
import { BY_VERB, GENERAL } from './help';
import { coverageOptions, handbookOptions, scanOptions, Usage } from './options';
import { scan } from './scan';
import { template } from './template';

/** Filled in by the build from package.json. */
declare const HANDRAIL_VERSION: string;

function main([verb, ...rest]: readonly string[]): number {
  if (verb === undefined) {
    process.stderr.write(GENERAL);
    return 2;
  }
  if (verb === '--version' || verb === '-v') return say(`${HANDRAIL_VERSION}\n`);
  if (verb === '--help' || verb === '-h') return say(GENERAL);
  const help = BY_VERB.get(verb);
  if (!help) throw new Usage(`${verb} is no verb of handrail: there are ${[...BY_VERB.keys()].join(', ')}`);
  if (rest.includes('--help') || rest.includes('-h')) return say(help);
  return RUN[verb]?.(rest) ?? explain(rest[0]);
}

/** What each verb does; `help` explains. */
const RUN: Readonly<Record<string, (args: readonly string[]) => number>> = {
  scan: (args) => scan(scanOptions(args)),
  coverage: (args) => coverage(coverageOptions(args)),
  handbook: (args) => handbook(handbookOptions(args)),
  template,
};

function explain(verb: string | undefined): number {
  const help = verb === undefined ? GENERAL : BY_VERB.get(verb);
  if (!help) throw new Usage(`${verb} is no verb of handrail: there are ${[...BY_VERB.keys()].join(', ')}`);
  return say(help);
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** What happened and what to do; the trace only for those who ask. */
function told(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof Usage || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const trace = process.argv.includes('--debug') && error instanceof Error ? `${error.stack}\n` : '';
  const verb = process.argv[2] ?? '';
  const see = BY_VERB.has(verb) ? `handrail help ${verb}` : 'handrail help';
  return `handrail: ${escaped(message)}\n${isUsage ? `See ${see}.\n` : ''}${trace}`;
}

// whoever reads our output may stop early, as `head` does
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : 2);
});

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(told(error));
  process.exitCode = 2;
}
