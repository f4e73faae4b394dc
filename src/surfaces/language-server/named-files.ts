import type { Engine } from '../../engine';

/** Files that are read because others name them, wherever they lie. */
const MOST = 1000;

/** Files that what was read names, such as the policy that an expression of Terraform reads. */
export class NamedFiles {
  /** Those that were looked for. */
  readonly #named = new Set<string>();

  constructor(
    private readonly engine: Engine,
    /** Reads files; whether there was any. */
    private readonly read: (paths: readonly string[]) => Promise<boolean>,
  ) {}

  includes(path: string): boolean {
    return this.engine.wanted().includes(path);
  }

  /** Looks for each of them once; `late` is told when there were any. */
  look(late: () => void): void {
    const news = this.engine.wanted().filter((path) => !this.#named.has(path));
    const named = news.slice(0, MOST - this.#named.size);
    if (named.length === 0) return;
    for (const path of named) this.#named.add(path);
    void this.read(named).then((read) => read && late());
  }
}
