import type { Severity } from '../facts';
import type { ListedWaiver, WaiverTerms } from './waiver';

/** Who a finding speaks to: `hardening` is what most will leave for later. */
export type Audience = 'everyone' | 'hardening';

/**
 * What the workspace decided about findings, compiled. All paths are root-relative and `/`-separated. The functions
 * are pure and cheap enough to be called for every finding of a report.
 */
export interface Configuration {
  /** The severity that holds here: the workspace's word for the rule, else the rule's own within its policy's limits. */
  severityOf(ruleId: string, path: string, base: Severity): Severity;
  /** Whether the rule speaks here at all. */
  enabled(ruleId: string, path: string): boolean;
  /** Whether the path is left out of all reading. */
  excluded(path: string): boolean;
  /** The environment that the path belongs to (`production`), or undefined when the workspace names none for it. */
  environmentOf(path: string): string | undefined;
  /** What the policy of a rule's findings at a path asks of a waiver for one of a severity. */
  termsOf(ruleId: string, path: string, severity: Severity): WaiverTerms;
  /** The waivers of every `waivers.yaml`, in the order of the files. */
  readonly waivers: readonly ListedWaiver[];
  /** `hardening` shows findings of both audiences. */
  readonly audience: Audience;
  /** From which severity on a scan fails, unless the command line says otherwise. */
  readonly threshold: Severity;
  /** Name of the organisation for headings, when the workspace gives one. */
  readonly organisation?: string;
}

/** What holds where the workspace says nothing. */
export const DEFAULTS: Configuration = {
  severityOf: (_rule, _path, base) => base,
  enabled: () => true,
  excluded: () => false,
  environmentOf: () => undefined,
  termsOf: () => ({ inlineEnough: true }),
  waivers: [],
  audience: 'everyone',
  threshold: 'high',
};
