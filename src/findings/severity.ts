export { bySeverity, milder, SEVERITIES, type Severity, worse } from '../facts';
