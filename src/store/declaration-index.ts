import { type Few, having, lacking, membersOf } from './few';
import type { DeclarationRecord, Topic, Unit } from './records';

/** The declarations of one kind and key in a scope, and who asked for them. */
interface Same extends Topic {
  declarations: Few<DeclarationRecord>;
}

/** The declarations of one kind in a scope, and who asked for all of them. */
interface Kind extends Topic {
  readonly byKey: Map<string, Same>;
  /** All of the kind in order; made when asked for, dropped when one comes or goes. */
  ordered: readonly DeclarationRecord[] | undefined;
}

const inOrder = (a: DeclarationRecord, b: DeclarationRecord): number =>
  a.path === b.path ? a.anchor.start - b.anchor.start : a.path < b.path ? -1 : 1;

/** Which declarations exist, by scope, kind and key, and who asked. */
export class DeclarationIndex {
  /** By scope, then by kind. */
  readonly #scopes = new Map<string, Map<string, Kind>>();

  add(declaration: DeclarationRecord): void {
    this.#change(declaration, having);
  }

  remove(declaration: DeclarationRecord): void {
    this.#change(declaration, lacking);
  }

  /** Forgets the order of a kind, since one of its declarations moved past another. */
  reorder({ scope, kind }: DeclarationRecord): void {
    this.#kind(scope, kind).ordered = undefined;
  }

  look(scope: string, kind: string, key?: string): readonly DeclarationRecord[] {
    const found = this.#kind(scope, kind);
    if (key !== undefined) return [...membersOf(found.byKey.get(key)?.declarations)].sort(inOrder);
    found.ordered ??= [...found.byKey.values()]
      .flatMap(({ declarations }) => [...membersOf(declarations)])
      .sort(inOrder);
    return found.ordered;
  }

  topicOf(scope: string, kind: string, key?: string): Topic {
    const asked = this.#kind(scope, kind);
    return key === undefined ? asked : this.#same(asked, key);
  }

  /** Those who asked which declarations like this one exist. */
  *askersAbout({ scope, kind, key }: DeclarationRecord): Iterable<Unit> {
    const asked = this.#kind(scope, kind);
    yield* membersOf(asked.askers);
    yield* membersOf(asked.byKey.get(key)?.askers);
  }

  #change(
    declaration: DeclarationRecord,
    change: (same: Few<DeclarationRecord>, one: DeclarationRecord) => Few<DeclarationRecord>,
  ): void {
    const { scope, kind: name, key } = declaration;
    const kind = this.#kind(scope, name);
    const same = this.#same(kind, key);
    same.declarations = change(same.declarations, declaration);
    kind.ordered = undefined;
    if (!same.declarations && !same.askers) kind.byKey.delete(key);
  }

  #kind(scope: string, name: string): Kind {
    let kinds = this.#scopes.get(scope);
    if (!kinds) {
      kinds = new Map();
      this.#scopes.set(scope, kinds);
    }
    let kind = kinds.get(name);
    if (!kind) {
      kind = { askers: undefined, byKey: new Map(), ordered: undefined };
      kinds.set(name, kind);
    }
    return kind;
  }

  #same({ byKey }: Kind, key: string): Same {
    let same = byKey.get(key);
    if (!same) {
      same = { askers: undefined, declarations: undefined };
      byKey.set(key, same);
    }
    return same;
  }
}
