import type { Problem, Span } from '../../place';

/** The tree of a Bicep text, of a template or of a file of parameters. */
export interface BicepDocument {
  readonly syntax: 'bicep';
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** One statement with its decorators. A nested resource is one too. */
export interface Statement extends Span {
  readonly type: 'statement';
  /** `param`, `var`, `resource`, `module`, `output`, `using`, … */
  readonly keyword: string;
  /** Empty where the keyword takes none. */
  readonly name: string;
  /** From the keyword to before the equals sign. */
  readonly head: Span;
  /** What stands in quotes in the head: a resource's type with its version, the path of a module. */
  readonly of?: string;
  readonly existing: boolean;
  readonly decorators: readonly Expression[];
  readonly value?: Expression;
}

export type StringPart =
  /** Decoded text. Each part either stands in the source as it is, or is one escape. */
  | (Span & { readonly type: 'text'; readonly value: string })
  | (Span & { readonly type: 'interpolation'; readonly value: Expression });

export type Entry =
  | (Span & { readonly type: 'property'; readonly key: Expression; readonly value: Expression })
  | Spread
  | Statement;

export type Spread = Span & { readonly type: 'spread'; readonly of: Expression };

/** A value as Bicep and the templates that it becomes have it: the JSON of those is read into the same tree. */
export type Expression =
  | (Span & { readonly type: 'literal'; readonly value: number | boolean | null })
  /** The span includes the quotes; `inner` is what stands between them. A bare name as a key is a string too. */
  | (Span & { readonly type: 'string'; readonly parts: readonly StringPart[]; readonly inner: Span })
  | (Span & { readonly type: 'name'; readonly name: string })
  | (Span & { readonly type: 'member'; readonly of: Expression; readonly name: string })
  | (Span & { readonly type: 'index'; readonly of: Expression; readonly key: Expression })
  | (Span & {
      readonly type: 'call';
      readonly name: string;
      readonly of?: Expression;
      readonly args: readonly Expression[];
    })
  | (Span & { readonly type: 'array'; readonly items: readonly (Expression | Spread)[] })
  | (Span & { readonly type: 'object'; readonly entries: readonly Entry[] })
  /** Names stand for the item and its index. */
  | (Span & {
      readonly type: 'for';
      readonly names: readonly string[];
      readonly of: Expression;
      readonly value: Expression;
    })
  /** A body that is made under a condition. */
  | (Span & { readonly type: 'if'; readonly test: Expression; readonly value: Expression })
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
  | (Span & { readonly type: 'lambda'; readonly names: readonly string[]; readonly value: Expression })
  /** Could not be read; the problem list says why. */
  | (Span & { readonly type: 'error' });

/** The text of an expression that is a plain string. */
export function plainText(expression: Expression): string | undefined {
  if (expression.type !== 'string') return undefined;
  let text = '';
  for (const part of expression.parts) {
    if (part.type !== 'text') return undefined;
    text += part.value;
  }
  return text;
}
