import type { Problem, Span } from '../../place';

/** One instruction, continuation lines included. */
export interface Instruction extends Span {
  /** Upper case: `FROM`, `RUN`, `USER`, `ENV`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly flags: readonly (Span & { readonly name: string; readonly value: string })[];
  /** Words after name and flags, decoded (quotes and continuations resolved), each with its span. JSON (exec) form gives its entries. */
  readonly words: readonly (Span & { readonly value: string })[];
  /** Exec form: written as a JSON array. */
  readonly exec: boolean;
  /** `ENV`, `ARG`, `LABEL`: keys and values. `value` undefined for `ARG NAME`. Spans of quoted values include the quotes. */
  readonly pairs: readonly {
    readonly key: string;
    readonly keySpan: Span;
    readonly value?: string;
    readonly valueSpan?: Span;
  }[];
  readonly heredocs: readonly (Span & { readonly name: string; readonly body: Span })[];
}

/** A parsed Dockerfile. */
export interface DockerDocument {
  readonly syntax: 'dockerfile';
  readonly text: string;
  readonly instructions: readonly Instruction[];
  readonly problems: readonly Problem[];
}
