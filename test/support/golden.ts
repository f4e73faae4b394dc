import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * Compares a text with `test/fixtures/golden/NAME`, which people review like code. After a change that is meant,
 * `HANDRAIL_GOLDEN=write npm run unit -- FILE` writes it anew; the difference is then in `git diff`.
 */
export function assertGolden(name: string, text: string): void {
  const file = path.join('test/fixtures/golden', name);
  if (process.env.HANDRAIL_GOLDEN === 'write') writeFileSync(file, text);
  const golden = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = (all: string) => all.split('\n');
  const missing = lines(golden).filter((line) => !lines(text).includes(line));
  const added = lines(text).filter((line) => !lines(golden).includes(line));
  const told = [...missing.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)].join('\n');
  assert.ok(text === golden, `${file} differs (HANDRAIL_GOLDEN=write takes it over):\n${told || 'in order only'}`);
}
