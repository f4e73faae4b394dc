/**
 * What runs in Node beside the editor: the command line and the language server. Both rest on the same engine, so that one file
 * holds it once; each loads only when it is asked for.
 */
export const cli = (): Promise<unknown> => import('./cli/main');
export const server = (): Promise<unknown> => import('./language-server/node');
