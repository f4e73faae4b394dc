import { namedKinds, patternKinds } from './index';

/** The credential that stands between `«` and `»` in a kind's first example. */
function credential(bad: readonly string[]): string {
  const text = bad[0] ?? '';
  return text.slice(text.indexOf('«') + 1, text.indexOf('»'));
}

/** What stands for each marker: `STRIPE_KEY` for the kind `stripe-key`. Assembled anew on every call. */
export function exampleCredentials(): ReadonlyMap<string, string> {
  const kinds = [...patternKinds, ...namedKinds];
  return new Map(kinds.map(({ id, examples }) => [id.toUpperCase().replaceAll('-', '_'), credential(examples.bad())]));
}

/** An example text with every `@@KIND_ID@@` replaced by a made-up credential of that kind. Throws on an unknown kind. */
export function fillExamples(text: string): string {
  const credentials = exampleCredentials();
  return text.replace(/@@([A-Z0-9_]+)@@/g, (marker, id: string) => {
    const filled = credentials.get(id);
    if (filled === undefined) throw new Error(`no secret kind is named by ${marker}`);
    return filled;
  });
}
