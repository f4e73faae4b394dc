import type { Declaration, Lookup } from '../../declaration';
import type { Resource } from '../../resource';
import { templateOf } from './names';
import { deployed } from './resource';
import { Deployments } from './uses';

/** The resources that a declaration makes, in each use of its template. Those that exist already are made by nobody here. */
export function link(declaration: Declaration, look: Lookup): readonly Resource[] {
  if (declaration.kind !== 'symbol' || declaration.note.is !== 'resource' || declaration.note.existing === true)
    return [];
  const deployments = new Deployments(look);
  return deployments
    .uses(templateOf(declaration.key))
    .flatMap((use) =>
      deployments.bodies(declaration, use).map((body) => deployed(declaration, use, body, deployments)),
    );
}
