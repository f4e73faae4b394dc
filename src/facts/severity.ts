/** How much a finding matters, worst first. What each means on a surface is the surface's own. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Below zero when `a` is worse than `b`, for sorting worst first. */
export const bySeverity = (a: Severity, b: Severity): number => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

export const worse = (a: Severity, b: Severity): Severity => (bySeverity(a, b) <= 0 ? a : b);
export const milder = (a: Severity, b: Severity): Severity => (bySeverity(a, b) <= 0 ? b : a);
