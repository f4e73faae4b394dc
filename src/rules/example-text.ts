/** An example as people read it: without the marks of its tests, places for credentials shown as such. */
export const readableExample = (source: string): string =>
  source.replace(/[«»]/g, '').replace(/@@[A-Z0-9_]+@@/g, '<credential>');
