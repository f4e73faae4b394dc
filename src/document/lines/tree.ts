import type { Problem, Span } from '../../place';

/** `KEY=value` lines (dotenv, properties, ini) and plain text: what can be read line by line. */
export interface LineDocument {
  readonly syntax: 'lines';
  readonly text: string;
  /** Spans of quoted values include the quotes; a value may stand on several lines (quoted, or a PEM block). */
  readonly pairs: readonly {
    readonly key: string;
    readonly keySpan: Span;
    readonly value: string;
    readonly valueSpan: Span;
  }[];
  /** Lines that are no pair, or more than one. */
  readonly others: readonly Span[];
  readonly problems: readonly Problem[];
}
