/**
 * What runs beside the editor: the command line and the language server, in Node or as a worker of a page. All rest on the
 * same engine, so that one file holds it once; each loads only when it is asked for.
 */
export const cli = (): Promise<unknown> => import('./cli/main');
export const server = (): Promise<unknown> => import('./language-server/node');

// a worker has nobody who could ask: it is the server
if ('importScripts' in globalThis) void import('./language-server/browser');
