import { type Configuration, DEFAULTS } from '../findings/configuration';
import { milder, worse } from '../findings/severity';
import { type Policies, policyFor, termsOf } from '../policies';
import { type OwnConfiguration, relativeTo } from './configuration';

/** The nearest configuration speaks for a path; a policy's limits hold where it says nothing about the rule. */
export function combine(
  configurations: readonly OwnConfiguration[],
  policies: Policies,
): Omit<Configuration, 'waivers'> {
  const at = (path: string) => {
    for (const own of configurations) {
      const here = relativeTo(own.base, path);
      if (here !== undefined) return { own, here };
    }
    return undefined;
  };
  const environmentOf = (path: string) => {
    const found = at(path);
    return found?.own.environmentOf(found.here);
  };
  const outermost = configurations[configurations.length - 1];
  return {
    severityOf(rule, path, base) {
      const environment = environmentOf(path);
      const said = at(path)?.own.severityOf(rule, environment);
      if (said) return said;
      const limits = policyFor(rule, path, policies).primary?.severity;
      const { atLeast, atMost } = { ...limits?.any, ...(environment === undefined ? {} : limits?.[environment]) };
      const raised = atLeast ? worse(base, atLeast) : base;
      return atMost ? milder(raised, atMost) : raised;
    },
    enabled: (rule, path) => at(path)?.own.enabled(rule, environmentOf(path)) ?? true,
    excluded(path) {
      const found = at(path);
      return found?.own.excluded(found.here) ?? false;
    },
    environmentOf,
    termsOf: (rule, path, severity) => termsOf(policyFor(rule, path, policies).primary?.exception, severity),
    audience: outermost?.audience ?? DEFAULTS.audience,
    threshold: outermost?.threshold ?? DEFAULTS.threshold,
    organisation: outermost?.organisation,
  };
}
