import { type Declaration, placeIn } from '../../declaration';
import type { Value } from '../../facts';
import { unknownAt } from '../../facts';
import { asBoolean, type Data, type Resource } from '../../resource';
import { type Body, both } from './body';
import { Evaluator } from './evaluate';
import { symbolKey } from './names';
import type { Frame, Use } from './references';
import { deployed } from './resource';

/** Uses of one template, calls of callers included. */
const MAX_USES = 24;
/** Modules that may call one another. */
const MAX_CALLS = 12;

/** Which uses a template has, and what its declarations make in each. */
export class Deployments extends Evaluator {
  private readonly known = new Map<string, readonly Use[]>();

  made(declaration: Declaration, use: Use): Resource | undefined {
    const body = this.bodies(declaration, use)[0];
    return body && deployed(declaration, use, body, this);
  }

  protected used(declaration: Declaration, frame: Frame): Use | undefined {
    const call = this.look.look('call', String(declaration.note.target)).find(({ path, anchor }) => {
      return path === declaration.path && anchor.start === declaration.anchor.start;
    });
    if (!call || frame.chain.length > MAX_CALLS) return undefined;
    return this.calls(call, frame.use, frame.chain)[0];
  }

  /** What a declaration makes in one use: nothing, one or one for each round of its loop. */
  bodies(declaration: Declaration, use: Use, chain: readonly Declaration[] = []): readonly Body[] {
    const { expression } = this.open(declaration);
    if (!expression) return [];
    return this.unfold({ expression, frame: this.frame(declaration, use, chain), label: '', exists: undefined });
  }

  private unfold(body: Body): readonly Body[] {
    const { expression, frame, label, exists } = body;
    if (expression.type === 'if') {
      const made = asBoolean(this.evaluate(expression.test, frame));
      return this.unfold({ ...body, expression: expression.value, exists: both(exists, made) });
    }
    if (expression.type !== 'for') return [body];
    const rounds = this.rounds(expression, frame);
    if (rounds) {
      return rounds.flatMap((round, i) =>
        this.unfold({ ...body, expression: expression.value, frame: round, label: `${label}[${i}]` }),
      );
    }
    const round = this.anyRound(expression, frame);
    const at = placeIn(frame.opened, expression.of);
    const unknown = unknownAt<boolean>(at, 'how often it is made is not known');
    return this.unfold({ ...body, expression: expression.value, frame: round, exists: both(exists, unknown) });
  }

  /** The uses of a template: each call of each use of its callers, each file of parameters; else its defaults. */
  uses(template: string, above: readonly string[] = []): readonly Use[] {
    const known = this.known.get(template);
    if (known) return known;
    if (above.includes(template) || above.length >= MAX_CALLS) return [];
    const found: Use[] = [];
    for (const using of this.look.look('using', template)) found.push(this.withParameters(template, using));
    for (const call of this.look.look('call', template)) {
      for (const use of this.uses(String(call.note.caller), [...above, template])) {
        if (found.length >= MAX_USES) break;
        found.push(...this.calls(call, use, []));
      }
    }
    const uses = found.length > 0 ? found.slice(0, MAX_USES) : [unused(template)];
    if (above.length === 0) this.known.set(template, uses);
    return uses;
  }

  /** The uses that a module or nested deployment makes of its template. */
  private calls(call: Declaration, use: Use, chain: readonly Declaration[]): readonly Use[] {
    return this.bodies(call, use, chain).map(({ expression, frame, label, exists }) => ({
      template: call.key,
      label: `@${String(call.note.caller)}.${String(call.note.name)}${label}${use.label}`,
      exists: both(use.exists, exists),
      given: (name) => {
        const value = this.evaluate(expression, frame, ['params', name]);
        return value.state === 'absent' ? undefined : value;
      },
    }));
  }

  private withParameters(template: string, using: Declaration): Use {
    const unknown = unused(template);
    return {
      ...unknown,
      label: `@${using.path}`,
      given: (name) => {
        const assigned = this.look.look('assign', symbolKey(using.path, name))[0];
        if (!assigned) return undefined;
        const { expression } = this.open(assigned);
        const frame = this.frame(assigned, { ...unknown, template: using.path });
        return expression && this.evaluate(expression, frame);
      },
    };
  }
}

/** A template that nobody is known to use: its parameters have their defaults. */
const unused = (template: string): Use => ({
  template,
  label: '',
  exists: undefined,
  given: (): Value<Data> | undefined => undefined,
});
