import type { Cut } from '../document/syntax';
import type { SectionRecord } from './records';

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, i) => key === b[i]);

/** How the sections of a new text relate to those of the old one. */
export interface Matched {
  /** For each cut the section that has its very content, if there is one. */
  readonly kept: readonly (SectionRecord | undefined)[];
  readonly dropped: readonly SectionRecord[];
  /** The old sections that lie between the equal front and the equal back, in their old order. */
  readonly between: readonly SectionRecord[];
}

/** Matches by content: from the front, from the back, and what lies between by its text. */
export function matchSections(
  old: readonly SectionRecord[],
  oldText: string,
  cuts: readonly Cut[],
  text: string,
): Matched {
  const contentOf = (section: SectionRecord) =>
    oldText.slice(section.anchor.start, section.anchor.start + section.length);
  const same = (section: SectionRecord | undefined, cut: Cut | undefined): boolean =>
    section !== undefined &&
    cut !== undefined &&
    section.length === cut.end - cut.start &&
    sameKeys(section.under, cut.under) &&
    contentOf(section) === text.slice(cut.start, cut.end);

  const kept: (SectionRecord | undefined)[] = new Array(cuts.length).fill(undefined);
  let front = 0;
  while (same(old[front], cuts[front])) kept[front] = old[front++];
  let back = 0;
  const room = Math.min(old.length, cuts.length) - front;
  while (back < room && same(old[old.length - 1 - back], cuts[cuts.length - 1 - back])) {
    kept[cuts.length - 1 - back] = old[old.length - 1 - back];
    back++;
  }

  const between = old.slice(front, old.length - back);
  const byContent = new Map<string, SectionRecord[]>();
  for (const section of between) {
    const content = contentOf(section);
    byContent.set(content, [...(byContent.get(content) ?? []), section]);
  }
  for (let i = front; i < cuts.length - back; i++) {
    const cut = cuts[i]!;
    const candidates = byContent.get(text.slice(cut.start, cut.end)) ?? [];
    const match = candidates.findIndex((section) => sameKeys(section.under, cut.under));
    if (match < 0) continue;
    kept[i] = candidates.splice(match, 1)[0];
  }
  return { kept, dropped: [...byContent.values()].flat(), between };
}
