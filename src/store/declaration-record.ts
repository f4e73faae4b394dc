import type { Declaration } from '../declaration';
import type { SectionRecord } from './section-record';
import { type Topic, topic } from './topic';
import { type Unit, unit } from './unit';

/** A declaration as the store keeps it. Its identity outlives edits: matched by content, then by kind and key. */
export interface DeclarationRecord extends Declaration {
  note: Declaration['note'];
  section: SectionRecord;
  /** Where it stands in its section. */
  from: number;
  to: number;
  /** Who opened it. */
  readonly opened: Topic;
  readonly unit: Unit;
}

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
