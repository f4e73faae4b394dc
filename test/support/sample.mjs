import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * What stands for each `@@NAME@@` of the sample. The pieces are joined here, at run time, so that no file of the
 * repository holds anything that a scanner, ours included, would take for a live credential.
 */
const PLACEHOLDERS = {
  DATABASE_PASSWORD: ['q7Rv', 'T2mZ', 'x9Lk', 'W4'],
  NPM_TOKEN: ['npm', '_', 'Zk3vQ8wLr5Tn', 'Y7cHd2XbJm9P', 'sF4gKq6RtV1e'],
  REPORTING_PASSWORD: ['Gipfel', 'kreuz', '!1974'],
  SLACK_TOKEN: ['xoxb', '-', '274958103652-', '6103948572610-', 'mQ4tXw8RzK2vLp7NcY5hJd9B'],
  STRIPE_KEY: ['sk', '_live_', '51Kq8vTzR4mW', 'x9LcY2hNpJ7d'],
};

/** `IN_20_DAYS`, `12_DAYS_AGO`: waivers end by the day, so the sample's are counted from the day it is copied. */
function dayOf(name, today) {
  const [, ahead, ago] = /^(?:IN_(\d+)_DAYS|(\d+)_DAYS_AGO)$/.exec(name) ?? [];
  if (ahead === undefined && ago === undefined) return undefined;
  return new Date(Date.parse(today) + (Number(ahead ?? 0) - Number(ago ?? 0)) * 86_400_000).toISOString().slice(0, 10);
}

/** Copies the sample to a folder and fills in its placeholders. Run from the repository's root. */
export function copySample(to, from = path.resolve('samples/shop'), today = new Date().toISOString().slice(0, 10)) {
  fs.cpSync(from, to, { recursive: true });
  for (const entry of fs.readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = fs.readFileSync(file, 'utf8');
    const filled = text.replace(/@@([A-Z0-9_]+)@@/g, (_, name) => {
      const filling = PLACEHOLDERS[name]?.join('') ?? dayOf(name, today);
      if (filling === undefined) throw new Error(`${path.relative(to, file)}: nothing stands for @@${name}@@`);
      return filling;
    });
    if (filled !== text) fs.writeFileSync(file, filled);
  }
}

// node test/support/sample.mjs FOLDER
const [, script, to] = process.argv;
if (to && import.meta.url === pathToFileURL(script).href) copySample(to);
