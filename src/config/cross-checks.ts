import { sentence } from '../findings/message';
import { isOverlay, type Placed, type PolicySource } from '../policies';
import type { OwnConfiguration } from './configuration';
import { writing } from './explain';
import { nearest } from './nearest';
import { type Fault, pointer, type UserFile } from './user-file';

/** A policy file of the workspace or of a pack. */
export interface PolicyFile extends Placed {
  readonly file: UserFile;
}

/** What is wrong in a policy file that cannot be seen in that file alone. */
export function crossFaults(
  policies: readonly PolicyFile[],
  builtIn: readonly PolicySource[],
  configurations: readonly OwnConfiguration[],
): readonly { readonly file: UserFile; readonly fault: Fault }[] {
  const parents = new Map<string, string | undefined>();
  for (const source of [...builtIn, ...policies.map((one) => one.source)]) {
    const { id, extends: parent } = source.policy;
    if (id !== undefined && !isOverlay(source)) parents.set(id, parent);
  }
  return policies.flatMap((one) => {
    const { file } = one;
    const found = [extensionFault(one, parents), sameIdFault(one, policies), ...environmentFaults(one, configurations)];
    return found.flatMap((fault) => (fault ? { file, fault } : []));
  });
}

/** An extended policy that does not exist, or a circle of extension. */
function extensionFault({ source, file }: PolicyFile, parents: ReadonlyMap<string, string | undefined>) {
  const { id: own, extends: parent } = source.policy;
  if (parent === undefined) return undefined;
  const span = file.at('/extends');
  if (!parents.has(parent)) {
    const near = nearest(parent, parents.keys());
    const step = near ? writing(near, span) : { next: sentence`Choose one of the ids that completion offers.` };
    return { ...span, message: sentence`No policy is called this.`, ...step };
  }
  const seen = new Set([own]);
  for (let id: string | undefined = parent; id !== undefined && own !== parent; id = parents.get(id)) {
    if (seen.has(id)) {
      return {
        ...span,
        message: sentence`These policies extend each other in a circle.`,
        next: sentence`Take out one \`extends\`.`,
      };
    }
    seen.add(id);
  }
  return undefined;
}

/** Two files that make a policy of one id for the same paths: nobody could say which of them counts. */
function sameIdFault({ source, base, listed, file }: PolicyFile, policies: readonly PolicyFile[]) {
  const { id, scope } = source.policy;
  if (id === undefined || isOverlay(source) || scope !== undefined) return undefined;
  const twin = policies.find(
    (other) =>
      other.file.path < file.path &&
      other.source.policy.id === id &&
      other.source.policy.scope === undefined &&
      other.source.from.kind === source.from.kind &&
      other.base === base &&
      other.listed === listed &&
      !isOverlay(other.source),
  );
  if (!twin) return undefined;
  const message = sentence`\`${twin.file.path}\` has this id, too.`;
  return {
    ...file.at('/id'),
    message,
    next: sentence`Give one of the two another \`id\`, or add \`extends:\` to change that policy.`,
  };
}

/** Severity limits for environments that the configuration beside the policy does not name; a pack serves many workspaces. */
function environmentFaults({ source, file, base }: PolicyFile, configurations: readonly OwnConfiguration[]) {
  if (source.from.kind === 'pack') return [];
  const here = configurations.find((own) => own.base === base || own.base === '' || base.startsWith(`${own.base}/`));
  const environments = ['any', ...(here?.environments ?? []).map(({ name }) => name)];
  return Object.keys(source.policy.severity ?? {}).flatMap((name): readonly Fault[] => {
    if (environments.includes(name)) return [];
    const span = file.keyAt(pointer('severity', name));
    const near = nearest(name, environments);
    const step = near
      ? writing(near, span)
      : { next: sentence`Add it under \`environments\` in \`config.yaml\`, or write \`any\`.` };
    return [{ ...span, message: sentence`No environment is called this.`, ...step }];
  });
}
