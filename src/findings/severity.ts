export { milder, type Severity, worse } from '../facts';
