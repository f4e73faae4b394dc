import type { Problem, Span } from '../../place';

/** The tree of an HCL text. */
export interface HclDocument {
  readonly syntax: 'hcl';
  readonly text: string;
  readonly body: Body;
  readonly problems: readonly Problem[];
}

export interface Body extends Span {
  /** Attributes and blocks in source order. */
  readonly items: readonly (Attribute | Block)[];
}

export interface Attribute extends Span {
  readonly type: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

export interface Block extends Span {
  readonly type: 'block';
  readonly name: string;
  /** Decoded; spans include the quotes. */
  readonly labels: readonly (Span & { readonly value: string })[];
  /** From the block's name to before its brace. */
  readonly head: Span;
  readonly body: Body;
}

/** One step of a traversal: `.name`, `[expression]`, `.*` or `[*]`. */
export type Step =
  | (Span & { readonly type: 'name'; readonly name: string })
  | (Span & { readonly type: 'index'; readonly key: Expression })
  /** `full` takes all steps behind it into each entry, `.*` only the names. */
  | (Span & { readonly type: 'splat'; readonly full: boolean });

export type TemplatePart =
  /** Decoded text. Each part either stands in the source as it is, or is one escape (`\\n`, `$${`): so offsets map by parts. */
  | (Span & { readonly type: 'text'; readonly value: string })
  | (Span & { readonly type: 'interpolation'; readonly value: Expression })
  /** `%{ if value }`, `%{ for names in value }`, `%{ else }` and their ends. */
  | (Span & {
      readonly type: 'directive';
      readonly word: string;
      readonly names: readonly string[];
      readonly value?: Expression;
    });

export type Expression =
  | (Span & { readonly type: 'literal'; readonly value: number | boolean | null })
  /** A quoted string or heredoc: the span includes quotes or markers; `inner` is what stands between them. */
  | (Span & {
      readonly type: 'template';
      readonly parts: readonly TemplatePart[];
      readonly heredoc: boolean;
      readonly inner: Span;
    })
  /** `var.name`, `aws_iam_role.ci.arn`, `local.tags["x"]`, `module.a[0].b`: the root name and the steps after it. */
  | (Span & { readonly type: 'traversal'; readonly root: string; readonly steps: readonly Step[] })
  /** Steps after something that is no plain name: `f(x).y`, `(a)[0]`. */
  | (Span & { readonly type: 'access'; readonly of: Expression; readonly steps: readonly Step[] })
  | (Span & {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly expand: boolean;
    })
  | (Span & { readonly type: 'tuple'; readonly items: readonly Expression[] })
  | (Span & { readonly type: 'object'; readonly entries: readonly ObjectEntry[] })
  | (Span & {
      readonly type: 'for';
      readonly names: readonly string[];
      readonly of: Expression;
      readonly key?: Expression;
      readonly value: Expression;
      /** `...`: the values of one key become a list. */
      readonly group: boolean;
      readonly when?: Expression;
    })
  | (Span & {
      readonly type: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    })
  | (Span & {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Span & { readonly type: 'unary'; readonly operator: string; readonly of: Expression })
  /** Could not be read; the problem list says why. */
  | (Span & { readonly type: 'error' });

export interface ObjectEntry extends Span {
  /** A bare name as key is a template of one text part. */
  readonly key: Expression;
  readonly value: Expression;
}
