import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { kindInside, passedOver, walk } from '../walk';
import { clientHost } from './client-host';
import { keepHeapSmall } from './heap';
import type { Host } from './host';
import { startServer } from './server';

/** Files in one batch of a listing; the event loop turns between batches. */
const BATCH = 50;
/** Larger files are not even opened, in bytes: no text that is read needs more. */
const LARGEST_FILE = 16_000_000;
/** A file with a NUL among its first characters is binary. */
const LOOK_AHEAD = 8000;

const isFile = (uri: string): boolean => uri.startsWith('file:');

keepHeapSmall();
const connection = createConnection(ProposedFeatures.all);
const client = clientHost(connection);

/** Node reads `file:` itself; other schemes go through the client. */
const host: Host = {
  ...client,
  async read(uri) {
    if (!isFile(uri)) return client.read(uri);
    try {
      const path = fileURLToPath(uri);
      if ((await stat(path)).size > LARGEST_FILE) return undefined;
      const text = await readFile(path, 'utf8');
      return text.slice(0, LOOK_AHEAD).includes('\0') ? undefined : text;
    } catch {
      return undefined; // gone or unreadable: to the server there is no such file
    }
  },
  async *list(folder, from) {
    if (!isFile(folder)) return yield* client.list(folder, from);
    let batch: string[] = [];
    for (const path of walk(fileURLToPath(folder), { gitignore: true, from })) {
      batch.push(path);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  },
  async passesOver(folder, path) {
    return isFile(folder) ? passedOver(fileURLToPath(folder), path) : client.passesOver(folder, path);
  },
  async kind(folder, path) {
    return isFile(folder) ? kindInside(fileURLToPath(folder), path) : client.kind(folder, path);
  },
  isNear: isFile,
  async siblings(folder) {
    if (!isFile(folder)) return client.siblings(folder);
    try {
      const entries = await readdir(fileURLToPath(folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    } catch {
      return []; // no such folder: it has no files
    }
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};

startServer(connection, host);
