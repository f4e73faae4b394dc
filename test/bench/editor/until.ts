const PATIENCE = 120_000;
/** Milliseconds between two looks. */
const EVERY = 2;

/** Resolves with the first thing that `look` gives. Asks by the clock: the event of diagnostics is held back for 50 ms. */
export async function until<T>(look: () => T | undefined): Promise<T> {
  const latest = performance.now() + PATIENCE;
  while (performance.now() < latest) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  throw new Error('it did not come');
}
