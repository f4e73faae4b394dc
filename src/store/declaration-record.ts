import type { Declaration } from '../declaration';
import type { DeclarationRecord, SectionRecord } from './records';
import { topic } from './topic';
import { unit } from './unit';

/** A new record; its unit comes with it. */
export function declarationRecord(
  fields: Pick<Declaration, 'kind' | 'key' | 'note' | 'path' | 'scope'>,
  section: SectionRecord,
  from: number,
  to: number,
): DeclarationRecord {
  const anchor = { path: fields.path, start: section.anchor.start + from };
  const record = { ...fields, anchor, section, from, to, opened: topic() };
  return Object.assign(record, { unit: unit(anchor, record as DeclarationRecord) });
}
