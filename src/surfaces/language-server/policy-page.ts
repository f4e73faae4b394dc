import { pathFrom } from '../../config';
import { plain, SEVERITIES } from '../../facts';
import type { Finding } from '../../findings/finding';
import { formats } from '../../formats/index';
import { type ExceptionProcess, isLocal, type Origin, originName, ownerOf, type ResolvedPolicy } from '../../policies';
import { contextOf } from '../context';
import type {
  PolicyException,
  PolicyLesson,
  PolicyOrigin,
  PolicyPage,
  PolicyParams,
  PolicyResult,
} from '../protocol-policy';
import { unmaskedAll } from '../unmasked';
import { findingsByPolicy } from './by-policy';
import { linesOf } from './diagnostics';
import { byFolder } from './elsewhere';
import type { Folder } from './folder';
import { findingsAt } from './hover';
import { itemsOf } from './items';
import { told } from './language';
import { overviewOf } from './policy-overview';
import { severityReason } from './severity-reason';

/** The longest list that a page shows of findings here, of waivers and of folders. */
const LONGEST = { here: 100, waivers: 20, elsewhere: 50 };

/** What a page is made from. */
interface Here {
  readonly folders: readonly Folder[];
  readonly folder: Folder;
  /** The file at hand. */
  readonly path: string | undefined;
  readonly finding: Finding | undefined;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** The policy of a finding, of the finding under a cursor, or one by its id; where none is, the overview. */
export function policyResult(
  folders: readonly Folder[],
  folder: Folder | undefined,
  params: PolicyParams,
  today: string,
): PolicyResult {
  const path = params.uri === undefined ? undefined : folder?.path(params.uri);
  const finding = folder && path !== undefined ? selected(folder, path, params) : undefined;
  const policy =
    params.policy === undefined
      ? folder && finding && contextOf(finding, folder.workspace).policy
      : folder?.workspace.policies.byId(params.policy, path);
  return unmaskedAll(
    folder && policy
      ? { page: pageOf(policy, { folders, folder, path, finding, today }), overview: undefined }
      : { page: undefined, overview: overviewOf(folders) },
  );
}

function selected(folder: Folder, path: string, { fingerprint, position }: PolicyParams): Finding | undefined {
  const findings = folder.findings(path);
  if (fingerprint !== undefined) return findings.find((finding) => finding.fingerprint === fingerprint);
  if (!position || findings.length === 0) return undefined;
  const lines = linesOf(folder)(path);
  const at = findingsAt(findings, lines.offsetAt(position))[0];
  return at ?? findings.find(({ span }) => lines.positionAt(span.start).line === position.line);
}

function pageOf(policy: ResolvedPolicy, here: Here): PolicyPage {
  const { folder, path, finding } = here;
  const environment = path === undefined ? undefined : folder.workspace.configuration.environmentOf(path);
  const all = findingsByPolicy(folder).get(policy.id) ?? [];
  const inFile = all.filter((other) => other.path === path);
  const waived = runningWaivers(all);
  const elsewhere = byFolder(policy.id, here.folders, folder, path);
  const { why, protects } = policy;
  return {
    id: policy.id,
    title: policy.title,
    statement: policy.statement,
    finding: finding && itemsOf(folder, [finding])[0],
    environment,
    severityBecause: finding && severityReason(finding, policy, environment),
    why: [why.business, why.delivery, why.trust].filter((text): text is string => text !== undefined),
    incident: why.incident,
    protects: [...(protects?.data ?? []), ...(protects?.services ?? [])],
    here: itemsOf(folder, inFile.slice(0, LONGEST.here)),
    lesson: lessonOf(policy, path === undefined ? undefined : formatOf(folder, path)),
    who: whoOf(policy, here),
    exception: policy.exception && limitsOf(policy.exception, finding),
    waivers: itemsOf(folder, waived.slice(0, LONGEST.waivers)),
    elsewhere: elsewhere.slice(0, LONGEST.elsewhere),
    more: {
      here: Math.max(0, inFile.length - LONGEST.here),
      waivers: Math.max(0, waived.length - LONGEST.waivers),
      elsewhere: Math.max(0, elsewhere.length - LONGEST.elsewhere),
    },
    references: (policy.references ?? []).map(({ framework, control, title = '', url }) => ({
      // a weakness's number begins with the name of its list
      name: control.startsWith(framework) ? control : `${framework} ${control}`,
      title,
      url,
    })),
    origin: originOf(policy, here),
  };
}

/** An address as it is; a path as the uri of its file, seen from where the policy that says it lies. */
function linkOf(folder: Folder, link: string | undefined, from: Origin | undefined): string | undefined {
  if (link === undefined || !isLocal(link)) return link;
  const home = from && folder.workspace.fileAt(from.path)?.home;
  const path = home === undefined ? undefined : pathFrom(home, link);
  return path ? folder.uriOf(path) : undefined;
}

/** The policy's lesson, examples in the format at hand first. */
function lessonOf({ learn }: ResolvedPolicy, format: string | undefined): PolicyLesson {
  const examples = (learn?.examples ?? []).map((example) => ({
    difference: '',
    ...example,
    fits: example.language === format,
  }));
  return { text: learn?.text ?? '', examples: examples.sort((a, b) => Number(b.fits) - Number(a.fits)) };
}

function formatOf(folder: Folder, path: string): string | undefined {
  const state = folder.state(path);
  return state?.state === 'read' ? formats.find(({ title }) => title === plain(state.format))?.id : undefined;
}

function whoOf(policy: ResolvedPolicy, { folder, path, today }: Here): PolicyPage['who'] {
  const { codeowners } = folder.workspace;
  const owner = ownerOf(path ?? '', policy, codeowners);
  return {
    owner: owner?.by === 'policy' ? owner.name : undefined,
    fileOwners: path === undefined ? [] : codeowners(path),
    people: owner?.by === 'policy' ? owner.people : [],
    champions: policy.championsHere,
    contacts: (policy.contact ?? []).map(({ type, name, url, answers }) => {
      return { type, name, url: linkOf(folder, url, policy.from.contact), answers };
    }),
    escalation: (policy.escalation ?? [])
      .filter(({ until }) => until === undefined || until >= today)
      .map(({ when, to, within }) => ({ when, to, within })),
  };
}

function limitsOf({ how, approver, longest }: ExceptionProcess, finding: Finding | undefined): PolicyException {
  const limits = (finding ? [finding.severity] : SEVERITIES).map((severity) => ({
    severity,
    approver: approver?.[severity],
    longestDays: longest?.[severity],
  }));
  return {
    how: how ?? '',
    limits: limits.filter((limit) => limit.approver !== undefined || limit.longestDays !== undefined),
  };
}

/** Findings whose waiver holds, those that end first first. */
function runningWaivers(all: readonly Finding[]): readonly Finding[] {
  const until = ({ waiver }: Finding) => waiver?.waiver.until ?? '';
  const running = all.filter((finding) => finding.waiver?.holds && until(finding) !== '');
  return running.sort((a, b) => (until(a) < until(b) ? -1 : 1));
}

function originOf({ layers, reviewed }: ResolvedPolicy, { folder, today }: Here): PolicyOrigin {
  return {
    files: layers.map((origin) => ({
      name: told(originName(origin)),
      uri: origin.kind === 'built-in' ? undefined : folder.uriOf(origin.path),
    })),
    reviewed: reviewed && { on: reviewed.on, by: reviewed.by },
    nextReview: reviewed?.next === undefined ? undefined : { on: reviewed.next, passed: reviewed.next < today },
  };
}
