import { type Message, sentence, words } from '../findings/message';
import type { Known } from './rule-names';
import type { NameKind } from './schema';
import type { Workspace } from './workspace';

/** What help in a file may draw on: the names that exist around it. */
export interface Around {
  readonly known: Known;
  /** The workspace as it stands, this file's unsaved text included. */
  readonly workspace: Workspace;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** What could be a pack, as `config.yaml` would name it. */
  readonly packs?: readonly string[];
  /** Root-relative paths at which a host found nothing. */
  readonly missing?: ReadonlySet<string>;
  /** Says a message in the language of whoever reads it. */
  readonly told: (message: Message) => string;
}

/** A name with a few words beside it. */
export interface Named {
  readonly name: string;
  readonly detail?: string;
}

/** Names of a kind that a schema asks for; `beside` holds the other keys of the same entry. */
export function namesOf(kind: NameKind, around: Around, beside: ReadonlyMap<string, string>): readonly Named[] {
  const { known, workspace, told } = around;
  const policies = workspace.policies.all();
  const owners = [...policies, ...workspace.systems].flatMap(({ owner }) => owner ?? []);
  const handles = workspace.handles.map((name) => ({ name, detail: 'CODEOWNERS' }));
  const controls = policies.flatMap(({ references = [] }) => references);
  switch (kind) {
    case 'rule':
      return known.rules.map(({ id, title }) => ({ name: id, detail: told(words(title)) }));
    case 'policy':
      return policies.map(({ id, title }) => ({ name: id, detail: title }));
    case 'environment':
      return [
        { name: 'any', detail: told(sentence`every environment`) },
        ...unique(workspace.environments.map(({ name }) => name)),
      ];
    case 'handle':
      return workspace.handles.map((name) => ({ name }));
    case 'person': {
      const champions = policies.flatMap((policy) => policy.champions ?? []);
      return [...unique([...owners, ...champions].flatMap(({ people = [] }) => people)), ...handles];
    }
    case 'team':
      return [...unique(owners.flatMap(({ team = [] }) => team)), ...handles.filter(({ name }) => name.includes('/'))];
    case 'framework':
      return unique(controls.map(({ framework }) => framework));
    case 'control': {
      const framework = beside.get('framework');
      const here = controls.filter((one) => framework === undefined || framework === one.framework);
      const titles = new Map(here.map(({ control, title, framework: of }) => [control, title ?? of]));
      return [...titles].map(([name, detail]) => ({ name, detail }));
    }
    case 'data':
      return unique([
        ...policies.flatMap(({ protects }) => protects?.data ?? []),
        ...workspace.systems.flatMap(({ data }) => data),
      ]);
    case 'system':
      return unique([
        ...workspace.systems.map(({ name }) => name),
        ...policies.flatMap(({ protects }) => protects?.services ?? []),
      ]);
    case 'pack':
      return (around.packs ?? []).map((name) => ({ name }));
  }
}

const unique = (names: readonly string[]): readonly Named[] => [...new Set(names)].sort().map((name) => ({ name }));
