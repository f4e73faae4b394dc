import type { FactBase } from './subject';

/** A declared thing that a provider knows; what it is, without its attributes. */
export interface ResourceFact extends FactBase<'resource'> {
  readonly type: string;
  readonly provider: string;
}
