import type { Policies } from './resolve';
import { policiesWithRules } from './with-rules';

/** A policy or a rule as people and files name it. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** A control, the policies that refer to it, and the rules that these explain. */
export interface ControlCoverage {
  /** The framework's own number: `AC-6`. */
  readonly control: string;
  readonly title?: string;
  readonly policies: readonly Named[];
  /** Empty where a policy is kept by people and no rule looks at it. */
  readonly rules: readonly Named[];
}

export interface FrameworkCoverage {
  readonly framework: string;
  readonly controls: readonly ControlCoverage[];
}

const inOrder = new Intl.Collator('en', { numeric: true });
const named = ({ id, title }: Named): Named => ({ id, title });

/**
 * Which policies and rules have a control in mind, by framework, at a path or in general. Only controls that a policy of the workspace refers to:
 * the table tells what is looked at, not how much of a framework that is.
 */
export function coverageOf(policies: Policies, rules: readonly Named[], at?: string): readonly FrameworkCoverage[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const frameworks = new Map<string, Map<string, ControlCoverage>>();
  const serving = policiesWithRules(policies, [...byId.keys()], at);
  for (const { policy, rules: own } of serving) {
    for (const { framework, control, title } of policy.references ?? []) {
      const controls = frameworks.get(framework) ?? new Map<string, ControlCoverage>();
      frameworks.set(framework, controls);
      const before = controls.get(control);
      const told = title ?? before?.title;
      const found = own.flatMap((id) => byId.get(id) ?? []).map(named);
      controls.set(control, {
        control,
        ...(told === undefined ? {} : { title: before?.title ?? told }),
        policies: withoutRepeats([...(before?.policies ?? []), named(policy)]),
        rules: withoutRepeats([...(before?.rules ?? []), ...found]),
      });
    }
  }
  return [...frameworks]
    .map(([framework, controls]) => ({
      framework,
      controls: [...controls.values()].sort((a, b) => inOrder.compare(a.control, b.control)),
    }))
    .sort((a, b) => inOrder.compare(a.framework, b.framework));
}

const withoutRepeats = (all: readonly Named[]): readonly Named[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

/** The frameworks that a name means: the one of that name, however it is written, else all that hold it. */
export function frameworksNamed(name: string, coverage: readonly FrameworkCoverage[]): readonly FrameworkCoverage[] {
  const wanted = name.trim().toLowerCase();
  const exact = coverage.filter(({ framework }) => framework.toLowerCase() === wanted);
  if (exact.length > 0 || wanted === '') return exact;
  return coverage.filter(({ framework }) => framework.toLowerCase().includes(wanted));
}
