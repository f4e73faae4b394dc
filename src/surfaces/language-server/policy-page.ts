import { pathFrom } from '../../config';
import type { Finding } from '../../findings/finding';
import { formats } from '../../formats/index';
import { isLocal, type Origin, originName, ownerOf, type ResolvedPolicy } from '../../policies';
import { contextOf } from '../context';
import type { PolicyOverview, PolicyPage, PolicyParams, PolicyResult } from '../protocol';
import { findingsByPolicy } from './by-policy';
import { linesOf } from './diagnostics';
import type { Folder } from './folder';
import { findingsAt } from './hover';
import { itemsOf } from './items';

/** The longest list of findings or folders that a page shows. */
const LONGEST = 200;

/** The policy of a finding, of the finding under a cursor, or one by its id; else the overview alone. */
export function policyResult(
  folders: readonly Folder[],
  folder: Folder | undefined,
  params: PolicyParams,
): PolicyResult {
  const overview = overviewOf(folders);
  if (!folder) return { page: undefined, overview };
  const path = params.uri === undefined ? undefined : folder.path(params.uri);
  const findings = path === undefined ? [] : folder.findings(path);
  const finding = selected(folder, path, findings, params);
  const policy =
    params.policy === undefined
      ? finding && contextOf(finding, folder.workspace).policy
      : folder.workspace.policies.byId(params.policy, path);
  return { page: policy && pageOf(folder, policy, path, finding), overview };
}

function selected(
  folder: Folder,
  path: string | undefined,
  findings: readonly Finding[],
  { fingerprint, position }: PolicyParams,
): Finding | undefined {
  if (fingerprint !== undefined) return findings.find((finding) => finding.fingerprint === fingerprint);
  if (path === undefined || !position) return undefined;
  const lines = linesOf(folder)(path);
  const at = findingsAt(findings, lines.offsetAt(position))[0];
  return at ?? findings.find(({ span }) => lines.positionAt(span.start).line === position.line);
}

function pageOf(
  folder: Folder,
  policy: ResolvedPolicy,
  path: string | undefined,
  finding: Finding | undefined,
): PolicyPage {
  const { configuration, codeowners } = folder.workspace;
  const all = findingsByPolicy(folder).get(policy.id) ?? [];
  const owner = ownerOf(path ?? '', policy, codeowners);
  const severity = finding?.severity;
  const { why, exception } = policy;
  return {
    id: policy.id,
    title: policy.title,
    statement: policy.statement,
    finding: finding && itemsOf(folder, [finding])[0],
    environment: path === undefined ? undefined : configuration.environmentOf(path),
    why: [why.business, why.delivery, why.trust].filter((text): text is string => text !== undefined),
    incident: why.incident,
    protects: [...(policy.protects?.data ?? []), ...(policy.protects?.services ?? [])],
    here: itemsOf(folder, all.filter((other) => other.path === path).slice(0, LONGEST)),
    lesson: policy.learn?.text,
    good: examplesFor(policy, path === undefined ? undefined : formatOf(folder, path)),
    owner: owner?.name,
    people: owner?.people ?? [],
    champions: policy.championsHere,
    contacts: (policy.contact ?? []).map(({ type, name, url, answers }) => {
      return { type, name, url: linkOf(folder, url, policy.from.contact), answers };
    }),
    escalation: (policy.escalation ?? [])
      .filter(({ until }) => until === undefined || until >= folder.today)
      .map(({ when, to, within }) => ({ when, to, within })),
    exception: exception && {
      how: exception.how ?? '',
      approver: severity && exception.approver?.[severity],
      longestDays: severity && exception.longest?.[severity],
    },
    elsewhere: byFolder(all.filter((other) => other.path !== path)),
    references: (policy.references ?? []).map(({ framework, control }) => `${framework} ${control}`),
    from: policy.layers.map(originName),
    reviewed: policy.reviewed?.on,
  };
}

/** An address as it is; a path as the uri of its file, seen from where the policy that says it lies. */
function linkOf(folder: Folder, link: string | undefined, from: Origin | undefined): string | undefined {
  if (link === undefined || !isLocal(link)) return link;
  const home = from && folder.workspace.fileAt(from.path)?.home;
  const path = home === undefined ? undefined : pathFrom(home, link);
  return path ? folder.uriOf(path) : undefined;
}

/** The policy's examples, those in the format at hand first. */
function examplesFor({ learn }: ResolvedPolicy, format: string | undefined): PolicyPage['good'] {
  const examples = (learn?.examples ?? []).map((example) => ({ difference: '', ...example }));
  return examples.sort((a, b) => Number(b.language === format) - Number(a.language === format));
}

function formatOf(folder: Folder, path: string): string | undefined {
  const text = folder.engine.quote(path);
  return text === undefined ? undefined : formats.find((format) => format.recognises(path, text))?.id;
}

function byFolder(findings: readonly Finding[]): PolicyPage['elsewhere'] {
  const counts = new Map<string, number>();
  for (const { path } of findings) {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : './';
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const rows = [...counts].map(([folder, count]) => ({ folder, count }));
  return rows.sort((a, b) => b.count - a.count || (a.folder < b.folder ? -1 : 1)).slice(0, LONGEST);
}

function overviewOf(folders: readonly Folder[]): PolicyOverview {
  const counts = new Map<string, { policy: ResolvedPolicy; count: number }>();
  for (const folder of folders) {
    for (const policy of folder.workspace.policies.all()) {
      if (!counts.has(policy.id)) counts.set(policy.id, { policy, count: 0 });
    }
    for (const [id, findings] of findingsByPolicy(folder)) {
      const row = counts.get(id);
      if (row) row.count += findings.filter(({ waiver }) => !waiver?.holds).length;
    }
  }
  const policies = [...counts.values()]
    .sort((a, b) => b.count - a.count || (a.policy.title < b.policy.title ? -1 : 1))
    .map(({ policy, count }) => ({ id: policy.id, title: policy.title, statement: policy.statement, count }));
  const own = [...counts.values()].some(({ policy }) => policy.layers.some(({ kind }) => kind === 'workspace'));
  return { policies, own };
}
