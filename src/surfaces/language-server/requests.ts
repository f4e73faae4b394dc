import { type Connection, RequestType } from 'vscode-languageserver';
import { LIBRARY } from '../../config';
import { policyFor } from '../../policies';
import { rules } from '../../rules/index';
import { policyPath } from '../policy-path';
import {
  type FalseAlarmResult,
  type FileChange,
  type FindingsResult,
  METHODS,
  type PolicyTextParams,
  type PolicyTextResult,
  type RuleParams,
  type RuleResult,
  type RulesResult,
  type ScanParams,
  type ScanResult,
  type StateParams,
  type StateResult,
} from '../protocol';
import type { PolicyParams, PolicyResult } from '../protocol-policy';
import type {
  ExceptionParams,
  ExceptionTerms,
  RenewalTerms,
  RenewParams,
  WaiverEdit,
  WaiverParams,
  WaiverRef,
  WaiversResult,
} from '../protocol-waivers';
import { ruleById } from '../rule-cards';
import { rulePage } from '../rule-page';
import { exceptionTerms, findingBy, waiverEdit } from './exceptions';
import { falseAlarm } from './false-alarm';
import type { Folder } from './folder';
import { sameFolder } from './host';
import { ruleInLanguage, ruleTitle } from './in-language';
import { findingsOf, stateOf } from './items';
import { t } from './language';
import { escaped } from './markdown';
import { policyResult } from './policy-page';
import type { Session } from './session';
import { registerTemplates } from './templates';
import { removalOf, renewalOf, renewalTerms, waiversOf } from './waivers';

const request = <P, R>(method: string) => new RequestType<P, R, void>(method);
/** Changes are told at most this often, in milliseconds. */
const RHYTHM = 300;

/** What views and commands ask beyond LSP. */
export function registerRequests(connection: Connection, session: Session): void {
  announceChanges(connection, session);
  registerTemplates(connection, session);
  connection.onRequest(request<undefined, FindingsResult>(METHODS.findings), () => findingsOf(session));

  connection.onRequest(request<StateParams, StateResult>(METHODS.state), async ({ uri }) => {
    const { folder, path } = await session.current(uri);
    return stateOf(folder, path, session.durations.get(uri) ?? 0);
  });

  connection.onRequest(request<PolicyParams, PolicyResult>(METHODS.policy), async (params) => {
    const folder = params.uri === undefined ? session.folders[0] : (await session.current(params.uri)).folder;
    return policyResult(session.folders, folder, params, session.host.today());
  });

  connection.onRequest(request<RuleParams, RuleResult>(METHODS.rule), ({ rule: id }) => {
    const rule = ruleById.get(id);
    const policies = session.folders[0]?.workspace.policies;
    const policy = policies && rule && policyFor(rule.id, '', policies).primary;
    const link = policy && `[${escaped(policy.title)}](${policyPath(policy).slice(1)})`;
    return { markdown: rule && rulePage(ruleInLanguage(rule), link, t) };
  });

  connection.onRequest(request<PolicyTextParams, PolicyTextResult>(METHODS.policyText), ({ file }) => ({
    text: Object.hasOwn(LIBRARY, file) ? LIBRARY[file] : undefined,
  }));

  connection.onRequest(request<undefined, RulesResult>(METHODS.rules), () => ({
    rules: rules.map(({ id, severity }) => ({ id, title: ruleTitle(id), severity })),
  }));

  const finding = async ({ uri, fingerprint }: ExceptionParams) => {
    const { folder, path } = await session.current(uri);
    const found = findingBy(folder, path, fingerprint);
    return found && { folder, found };
  };
  connection.onRequest(request<ExceptionParams, ExceptionTerms | null>(METHODS.exceptionTerms), async (params) => {
    const here = await finding(params);
    return here ? exceptionTerms(here.folder, here.found) : null;
  });
  connection.onRequest(request<WaiverParams, WaiverEdit | null>(METHODS.waiverEdit), async (params) => {
    const here = await finding(params);
    return (here && (await waiverEdit(here.folder, here.found, params))) ?? null;
  });
  connection.onRequest(request<ExceptionParams, FalseAlarmResult | null>(METHODS.falseAlarm), async (params) => {
    const here = await finding(params);
    return here ? falseAlarm(here.folder, here.found) : null;
  });

  registerWaivers(connection, session);

  connection.onRequest(request<ScanParams, ScanResult>(METHODS.scan), async ({ folders }, token) => {
    const cancelled = () => token.isCancellationRequested;
    for (const { folder, below } of scansOf(session, folders)) {
      await folder.files.scan(below, cancelled, () => {
        const read = session.folders.reduce((sum, { files }) => sum + files.count, 0);
        void connection.sendNotification(METHODS.scanProgress, { read });
        session.announce(folder);
      });
      session.announce(folder);
      session.onChanged([]);
      session.onOthersChanged(); // which waivers nothing needs is known now
    }
    const { findings, filesRead } = findingsOf(session);
    return { files: filesRead, findings: findings.length, cancelled: cancelled() };
  });
}

/** The view of waivers, and what can be done about one. */
function registerWaivers(connection: Connection, session: Session): void {
  connection.onRequest(request<undefined, WaiversResult>(METHODS.waivers), () => waiversOf(session));
  connection.onRequest(request<WaiverRef, RenewalTerms | null>(METHODS.renewalTerms), async (ref) => {
    const { folder, path } = await session.current(ref.uri);
    return renewalTerms(folder, path, ref) ?? null;
  });
  connection.onRequest(request<RenewParams, FileChange | null>(METHODS.renewWaiver), async (params) => {
    const { folder, path } = await session.current(params.uri);
    return renewalOf(folder, path, params, params.until) ?? null;
  });
  connection.onRequest(request<WaiverRef, FileChange | null>(METHODS.removeWaiver), async (ref) => {
    const { folder, path } = await session.current(ref.uri);
    return removalOf(folder, path, ref) ?? null;
  });
}

/** What to scan: every workspace folder, or those that are named, or what is named below them. */
function scansOf(session: Session, uris: readonly string[]): readonly { folder: Folder; below: string }[] {
  const { workspaceFolders } = session;
  if (uris.length === 0) return workspaceFolders.map((folder) => ({ folder, below: '' }));
  return uris.flatMap((uri) => {
    const whole = workspaceFolders.find((folder) => sameFolder(folder.uri, uri));
    if (whole) return { folder: whole, below: '' };
    const { folder, path } = session.locate(uri);
    return workspaceFolders.includes(folder) ? { folder, below: path } : [];
  });
}

/** Gathers changes and tells the client about them a few times a second at most. */
function announceChanges(connection: Connection, session: Session): void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const revision = session.folders.reduce((sum, folder) => sum + folder.report({ paths: [] }).revision, 0);
    void connection.sendNotification(METHODS.findingsChanged, { revision, uris: [...waiting] });
    waiting.clear();
  };
  session.onChanged = (uris) => {
    for (const uri of uris) waiting.add(uri);
    timer ??= setTimeout(tell, RHYTHM);
  };
  connection.onShutdown(() => {
    clearTimeout(timer);
    session.onChanged = () => {};
  });
}
