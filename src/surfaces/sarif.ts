import type { Log, ReportingDescriptor, Result, Run, Suppression } from 'sarif';
import type { Severity } from '../facts';
import type { AppliedWaiver } from '../findings/finding';
import { contactOf, reasonOf } from './context';
import { ruleById } from './rule-cards';
import { rulePage } from './rule-page';
import type { Scanned, ScanResult } from './scan-result';
import { unmasked } from './unmasked';

const LEVELS: Readonly<Record<Severity, readonly [level: 'error' | 'warning' | 'note', score: string]>> = {
  critical: ['error', '9.5'],
  high: ['error', '8.0'],
  medium: ['warning', '5.5'],
  low: ['note', '3.0'],
};

declare const HANDRAIL_VERSION: string;

/**
 * SARIF 2.1.0: rules with their pages as help, results with their policy and its owner, waived ones with their suppression,
 * failures as notifications.
 */
export function toSarif({ scanned: loud, waived, failures, problems }: ScanResult): string {
  const scanned = [...loud, ...waived];
  const ids = [...new Set(scanned.map(({ finding }) => finding.rule))].sort();
  const run: Run = {
    tool: {
      driver: {
        name: 'Handrail',
        version: HANDRAIL_VERSION,
        semanticVersion: HANDRAIL_VERSION,
        rules: ids.map(descriptor),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { description: { text: 'The folder the scan was started in.' } } },
    results: scanned.map((one) => result(one, ids.indexOf(one.finding.rule))),
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map(({ where, message, path }) => ({
          level: 'error',
          message: { text: `${where} failed: ${message}` },
          locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
        })),
        toolConfigurationNotifications: problems.map(({ path, line, column, message }) => ({
          level: 'warning',
          message: { text: message },
          locations: [
            {
              physicalLocation: { artifactLocation: artifact(path), region: { startLine: line, startColumn: column } },
            },
          ],
        })),
      },
    ],
  };
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function descriptor(id: string): ReportingDescriptor {
  const rule = ruleById.get(id)!;
  const [level, score] = LEVELS[rule.severity];
  return {
    id,
    name: id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why.trim() },
    help: { text: rule.remedy.trim(), markdown: rulePage(rule) },
    defaultConfiguration: { level: rule.audience === 'hardening' ? 'note' : level },
    properties: { 'security-severity': score, precision: rule.confidence, tags: ['security', ...rule.references] },
  };
}

/** A waiver that holds is an accepted suppression; one that has ended or lacks something is a rejected one. */
function suppression({ waiver, inline, state, holds, daysLeft }: AppliedWaiver): Suppression {
  const { until, owner, approvedBy, link, reason, word } = waiver;
  const kind = inline ? 'inSource' : 'external';
  if (state === 'unreviewed') return { kind, justification: `Written for another tool (${word}), unreviewed.` };
  const said = Object.entries({ until, owner, approvedBy, link }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, unmasked(text)]],
  );
  return {
    kind,
    status: holds ? 'accepted' : 'rejected',
    ...(reason === undefined ? {} : { justification: unmasked(reason) }),
    properties: { state, ...(daysLeft === undefined ? {} : { daysLeft }), ...Object.fromEntries(said) },
  };
}

const artifact = (path: string) => ({ uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' });

function result({ finding, path, message, context, lines }: Scanned, ruleIndex: number): Result {
  const region = (span: { readonly start: number; readonly end: number }) => {
    const start = lines.positionAt(span.start);
    const end = lines.positionAt(span.end);
    return {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
  };
  const { policy, owner } = context;
  const [level] = LEVELS[finding.severity];
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.audience === 'hardening' ? 'note' : level,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(path), region: region(finding.span) },
        logicalLocations: finding.subjects.map((subject) => ({ fullyQualifiedName: subject })),
      },
    ],
    partialFingerprints: { 'handrail/v1': finding.fingerprint },
    ...(finding.waiver ? { suppressions: [suppression(finding.waiver)] } : {}),
    properties: {
      severity: finding.severity,
      policy: policy?.id ?? null,
      policyTitle: told(policy?.title),
      why: told(policy && reasonOf(policy)),
      owner: told(owner?.name),
      contact: told(policy && contactOf(policy)),
    },
  };
}

const told = (text: string | undefined): string | null => (text === undefined ? null : unmasked(text));
