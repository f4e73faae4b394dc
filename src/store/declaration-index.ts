import type { DeclarationRecord, Unit } from './records';
import { Topics } from './topic';

interface Kind {
  readonly byKey: Map<string, DeclarationRecord[]>;
  /** All of the kind in order; made when asked for, dropped when one comes or goes. */
  ordered: readonly DeclarationRecord[] | undefined;
}

const inOrder = (a: DeclarationRecord, b: DeclarationRecord): number =>
  a.path === b.path ? a.anchor.start - b.anchor.start : a.path < b.path ? -1 : 1;

const join = (...parts: readonly string[]): string => parts.join('\0');

/** Which declarations exist, by scope, kind and key, and who asked. */
export class DeclarationIndex {
  readonly #kinds = new Map<string, Kind>();
  readonly #topics = new Topics<string>();

  add(declaration: DeclarationRecord): void {
    const name = join(declaration.scope, declaration.kind);
    let kind = this.#kinds.get(name);
    if (!kind) {
      kind = { byKey: new Map(), ordered: undefined };
      this.#kinds.set(name, kind);
    }
    const same = kind.byKey.get(declaration.key);
    if (same) same.push(declaration);
    else kind.byKey.set(declaration.key, [declaration]);
    kind.ordered = undefined;
  }

  remove(declaration: DeclarationRecord): void {
    const kind = this.#kinds.get(join(declaration.scope, declaration.kind));
    const same = kind?.byKey.get(declaration.key);
    if (!kind || !same) return;
    const rest = same.filter((other) => other !== declaration);
    if (rest.length === 0) kind.byKey.delete(declaration.key);
    else kind.byKey.set(declaration.key, rest);
    kind.ordered = undefined;
  }

  /** Forgets the order of a kind, since one of its declarations moved past another. */
  reorder(declaration: DeclarationRecord): void {
    const kind = this.#kinds.get(join(declaration.scope, declaration.kind));
    if (kind) kind.ordered = undefined;
  }

  look(scope: string, kind: string, key?: string): readonly DeclarationRecord[] {
    const found = this.#kinds.get(join(scope, kind));
    if (!found) return [];
    if (key !== undefined) {
      const same = [...(found.byKey.get(key) ?? [])];
      return same.length > 1 ? same.sort(inOrder) : same;
    }
    found.ordered ??= [...found.byKey.values()].flat().sort(inOrder);
    return found.ordered;
  }

  topicOf(scope: string, kind: string, key?: string) {
    return this.#topics.at(key === undefined ? join(scope, kind) : join(scope, kind, key));
  }

  /** Those who asked which declarations like this one exist. */
  *askersAbout(declaration: DeclarationRecord): Iterable<Unit> {
    yield* this.#topics.askers(join(declaration.scope, declaration.kind));
    yield* this.#topics.askers(join(declaration.scope, declaration.kind, declaration.key));
  }
}
