import type { Declaration } from '../declaration';
import type { DeclarationRecord, SectionRecord } from './records';
import { unit } from './unit';

/** A new record; its unit comes with it. */
export function declarationRecord(
  fields: Pick<Declaration, 'kind' | 'key' | 'note' | 'path' | 'scope'>,
  section: SectionRecord,
  from: number,
  to: number,
): DeclarationRecord {
  const anchor = { path: fields.path, start: section.anchor.start + from };
  const { kind, key, note, path, scope } = fields;
  const record = { kind, key, note, path, scope, anchor, section, from, to, askers: undefined, unit: unit(anchor) };
  record.unit.declaration = record;
  return record;
}
