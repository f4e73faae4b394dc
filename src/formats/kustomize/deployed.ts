import { type Node, nodeAt } from '../../document/data';
import type { Span } from '../../place';
import { type Declaration, type Lookup, placeIn } from '../format';
import { keyOf } from '../kubernetes/names';
import { clusterScope } from '../kubernetes/scope';
import { isHarmless } from './alterations';
import { below, type Content, contentAt, type Deployed, wholeOf } from './content';
import { type Deployment, foldersOf } from './deployments';
import { applyOperations, merge, UNKNOWN } from './merge';
import { contentsOf, fits, selects } from './patch';
import { partly, pieceOf, stepsOf, withField } from './replace';
import { type Make, sourceOf } from './source';
import { itemsOf, KUSTOMIZATIONS, plainText } from './words';

const PATCHES = 200;
/** Values that lead from replacement to replacement are followed so far. */
const DEPTH = 4;

const text = (note: Declaration['note'], key: string): string => String(note[key] ?? '');

/** Kustomizations in the order in which they do something: components come before the one that names them. */
function stepsTo(folder: string, look: Lookup, seen: Set<string>): readonly string[] {
  if (seen.has(folder) || seen.size > PATCHES) return [];
  seen.add(folder);
  const components = look.look('used', folder, KUSTOMIZATIONS).filter(({ note }) => note.as === 'component');
  return [...components.flatMap(({ note }) => stepsTo(text(note, 'target'), look, seen)), folder];
}

/** Applies what kustomizations do to an object, from the inside out. */
export const deployed = (declaration: Declaration, node: Node, deployment: Deployment, look: Lookup): Deployed =>
  new Making(declaration, node, deployment, look, 0).all();

/** An object on its way through a deployment. */
class Making {
  readonly #origins = new Map<Span, Content['place']>();
  readonly #unknown = new Map<Span, string>();
  readonly #names: Set<string>;
  readonly #seen = new Set<string>();
  #latest: string;
  #namespace = '';

  constructor(
    private readonly declaration: Declaration,
    private node: Node | undefined,
    private readonly deployment: Deployment,
    private readonly look: Lookup,
    private readonly depth: number,
  ) {
    this.#latest = text(declaration.note, 'name');
    this.#names = new Set([this.#latest]);
  }

  all(): Deployed {
    this.deployment.folders.forEach((folder, at) => {
      for (const step of stepsTo(folder, this.look, this.#seen)) this.#step(step, at);
    });
    return {
      node: this.node,
      namespace: this.#namespace,
      place: (span) => this.#origins.get(span)?.(span),
      unknown: (span) => this.#unknown.get(span),
    };
  }

  /** What one kustomization does; `at` says how far out it lies. */
  #step(folder: string, at: number): void {
    const { look } = this;
    const sets = look.look('sets', folder, KUSTOMIZATIONS);
    const alters = sets.some(({ note }) => note.alters === true) ? look.look('alters', folder, KUSTOMIZATIONS) : [];
    const lists = alters.find(({ note }) => note.how === 'lists');
    for (const patch of look.look('patch', folder, KUSTOMIZATIONS)) {
      const contents = contentsOf(patch, this.declaration, this.#names, look);
      const isSelected = contents.length === 0 ? false : this.#isSelected(patch.note);
      if (isSelected === false) continue;
      for (const content of contents) {
        if (isSelected === undefined)
          this.node &&= this.#open(content.node, content.place, 'whether a patch is for it is not known');
        else this.#apply(lists && content.node.type === 'mapping' ? this.#openLists(content) : content);
      }
    }
    for (const set of sets) this.#rename(set);
    for (const one of alters) this.#alter(one, folder, at);
  }

  /** Whether the labels and annotations that a patch selects are there. */
  #isSelected(note: Declaration['note']): boolean | undefined {
    const [labels, annotations] = ['labels', 'annotations'].map((key) =>
      selects(text(note, key), nodeAt(this.node, 'metadata', key)),
    );
    return labels === false || annotations === false ? false : labels && annotations;
  }

  #apply(content: Content): void {
    this.#note(content);
    const change = content.node;
    if (this.node) {
      this.node = change.type === 'sequence' ? applyOperations(this.node, change) : merge(this.node, change);
    }
  }

  #rename(set: Declaration): void {
    const { note } = set;
    this.#latest = `${text(note, 'prefix')}${this.#latest}${text(note, 'suffix')}`;
    this.#names.add(this.#latest);
    if (text(note, 'namespace') === '') return;
    this.#namespace = text(note, 'namespace');
    const opened = this.look.open(set);
    const { start, end } = opened.span;
    const place = (span: Span) => placeIn(opened, span);
    this.#apply({ node: below({ start, end }, ['metadata', 'namespace'], this.#namespace), place });
    const moved = below({ start, end }, ['namespace'], this.#namespace);
    this.#note({ node: moved, place });
    if (!this.node || !text(this.declaration.note, 'kind').endsWith('Binding')) return;
    this.node = withField(this.node, ['subjects', '*'], false, (subject) =>
      this.#isMoved(subject) ? (merge(subject, moved) ?? moved) : subject!,
    );
  }

  /** Whether a subject is an account of the same deployment, which goes into the namespace as well. */
  #isMoved(subject: Node | undefined): boolean {
    const [kind, name = '', namespace = ''] = ['kind', 'name', 'namespace'].map((key) =>
      plainText(nodeAt(subject, key)),
    );
    if (kind !== 'ServiceAccount' || subject?.type !== 'mapping') return false;
    const keys = [...new Set([namespace, ''])].map((space) => keyOf('core/ServiceAccount', space, name));
    const isDeclared = (folder: string) => keys.some((key) => this.look.look('object', key, folder).length > 0);
    return name === 'default' || foldersOf(this.deployment, this.look).some(isDeclared);
  }

  #alter(one: Declaration, folder: string, at: number): void {
    const { how } = one.note;
    if (how === 'lists') return;
    if (how === 'replacement') {
      const aims = text(one.note, 'for').split('\n');
      if (aims.some((aim) => this.#isAim(aim)))
        for (const content of contentAt(one, this.look)) this.#replace(content, at);
    } else if (how === 'replacements') {
      for (const content of wholeOf(text(one.note, 'file'), 'replacements', this.look)) this.#replace(content, at);
    } else if (how === 'labels') {
      for (const { node, place } of contentAt(one, this.look)) {
        this.#apply({ node: below(node, ['metadata', 'labels'], node), place });
      }
    } else if (how === 'anything' || !this.#isHarmlessFile(text(one.note, 'file'))) {
      const because = `what ${folder === '' ? 'the' : `${folder}’s`} kustomization does to it is not known`;
      const [content] = contentAt(one, this.look);
      if (this.node && content) this.node = this.#open(content.node, content.place, because);
    }
  }

  #isHarmlessFile(file: string): boolean {
    const found = this.look.look('object', undefined, clusterScope(file, this.look.has));
    const own = found.filter(({ path }) => path === file);
    return own.length > 0 && own.every(({ note }) => isHarmless(text(note, 'kind')));
  }

  /** A node of which nothing is known. */
  #open({ start, end }: Span, place: Content['place'], because: string): Node {
    const node: Node = { type: 'scalar', start, end, value: '', source: '', style: 'plain', tag: UNKNOWN };
    this.#origins.set(node, place);
    this.#unknown.set(node, because);
    return node;
  }

  /** A patch whose lists are merged nobody knows how. */
  #openLists({ node, place }: Content): Content {
    const open = (one: Node): Node => {
      if (one.type === 'sequence') return this.#open(one, place, 'a schema of its own says how the list is merged');
      if (one.type === 'scalar') return one;
      return {
        ...one,
        entries: one.entries.map((entry) => (entry.value ? { ...entry, value: open(entry.value) } : entry)),
      };
    };
    return { node: open(node), place };
  }

  /** Remembers where everything in a patch stands. */
  #note({ node, place }: Content): void {
    if (this.#origins.has(node)) return;
    this.#origins.set(node, place);
    if (node.type === 'sequence') for (const item of node.items) this.#note({ node: item, place });
    if (node.type !== 'mapping') return;
    for (const { key, value } of node.entries) {
      this.#origins.set(key, place);
      if (value) this.#note({ node: value, place });
    }
  }

  #isAim(aim: string): boolean {
    const [kind = '', name = ''] = aim.split('\t');
    return fits(kind, text(this.declaration.note, 'kind')) && [...this.#names].some((one) => fits(name, one));
  }

  /** Applies one replacement, or a list of them. */
  #replace({ node, place }: Content, at: number): void {
    if (node.type === 'sequence') for (const item of node.items) this.#replace({ node: item, place }, at);
    const { look } = this;
    const folders = this.deployment.folders.slice(0, at + 1);
    const make: Make = (object, own, deployment) =>
      this.depth < DEPTH ? new Making(object, own, deployment, look, this.depth + 1).all() : undefined;
    for (const target of itemsOf(node, 'targets')) {
      const select = nodeAt(target, 'select');
      const aim = ['kind', 'name'].map((key) => plainText(nodeAt(select, key)));
      if (!this.#isAim(aim.join('\t'))) continue;
      const isSure =
        !nodeAt(target, 'reject') &&
        aim.some((word) => word !== '') &&
        !['labelSelector', 'annotationSelector', 'namespace'].some((key) => nodeAt(select, key)) &&
        aim.every((word) => /^[\w.-]*$/.test(word));
      const options = nodeAt(target, 'options');
      const piece = pieceOf(options);
      const because = isSure ? undefined : 'whether a replacement changes it is not known';
      for (const path of itemsOf(target, 'fieldPaths')) {
        const creates = plainText(nodeAt(options, 'create')) === 'true';
        if (this.node)
          this.node = withField(this.node, stepsOf(plainText(path)), creates, (old) => {
            const found = because ?? sourceOf({ node, place }, { folders }, look, make);
            if (typeof found === 'string') return this.#open(path, place, found);
            const value = partly(old, found.node, piece);
            if (!value) return this.#open(path, place, 'a replacement changes a part of it');
            this.#note({ node: value, place: found.place });
            return value;
          });
      }
    }
  }
}
