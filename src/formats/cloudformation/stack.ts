import type { Declaration, Lookup } from '../../declaration';
import { knownAt, unknownAt } from '../../facts';
import type { Resource } from '../../resource';
import { readingOf } from '../data-value';
import { conditionValue } from './conditions';
import { readingIn } from './intrinsics';
import { argumentOf, type Call, type Instance, instancesOf, outputOf, prefixOf, rootOf, stackMade } from './nested';
import { parameterValue } from './parameter';
import { Reach, type Template } from './reach';
import { both, madeUnder, resourceCalled, resourcesOf } from './resources';
import { entryAt } from './template';

/** The resources that a declaration makes, once for each stack that its template becomes. */
export function linked(declaration: Declaration, look: Lookup): readonly Resource[] {
  if (declaration.kind !== 'resource' && declaration.kind !== 'loop') return [];
  return instancesOf(declaration.path, look).flatMap((instance) =>
    resourcesOf(declaration, new Reach(look, templateOf(instance))),
  );
}

const around = (reach: Reach, { by }: Call): Reach => reach.inside(templateOf(by));

/** A template whose parameters are what the one that nests it gives, or else what it says itself. */
export function templateOf(instance: Instance): Template {
  const { path, call } = instance;
  return {
    path,
    prefix: prefixOf(instance),
    root: rootOf(instance),
    resource: resourceCalled,
    parameter(name, use, reach) {
      const declaration = reach.declared('parameter', name)[0];
      if (!declaration) return undefined;
      const given = call && argumentOf(call, name, reach.open(declaration), use, around(reach, call));
      if (given) return given;
      const value = parameterValue(reach.open(declaration), name, use);
      if (!call || value.state !== 'known') return value;
      // nobody replaces the default of a nested template but the one around it, which does not
      const { byDefault: _, ...known } = value;
      return known;
    },
    condition(name, use, reach) {
      const declaration = reach.declared('condition', name)[0];
      const opened = declaration && reach.open(declaration);
      const node = opened && entryAt(opened)?.value;
      if (!node) return unknownAt(use, `condition ${name} is not declared here`);
      return conditionValue(node, readingIn(readingOf(opened), reach), reach);
    },
    attribute(logicalId, attribute, use, reach) {
      const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
      const inner = output === undefined ? undefined : stackMade(logicalId, instance, reach.look);
      return output && inner ? outputOf(output, use, reach.inside(templateOf(inner))) : undefined;
    },
    made(use, reach) {
      if (!call) return knownAt(true, use);
      const above = around(reach, call);
      const { condition } = call.declaration.note;
      return condition === undefined ? above.made(use) : both(above.made(use), madeUnder(`${condition}`, use, above));
    },
  };
}
