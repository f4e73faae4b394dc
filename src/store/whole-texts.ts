import type { WholeText } from '../declaration';
import type { Anchor } from '../place';
import { membersOf } from './few';
import type { Topic, Unit } from './records';
import { linking } from './topic';

/** What a file says as a whole, and who asked. */
export interface TextTopic extends Topic {
  /** Where places in the text hang, as long as somebody may ask: they are compared by it. */
  readonly whole: Anchor;
}

/** Whole texts of files that no declaration stands for: who asked for which. */
export class WholeTexts {
  readonly #topics = new Map<string, TextTopic>();

  constructor(private readonly textOf: (path: string) => string | undefined) {}

  /** What a file says; the unit is woken when that changes. */
  ask(unit: Unit, path: string): WholeText | undefined {
    const topic = this.#topics.get(path) ?? { askers: undefined, whole: { path, start: 0 } };
    this.#topics.set(path, topic);
    linking.ask(unit, topic);
    const text = this.textOf(path);
    return text === undefined ? undefined : { text, anchor: topic.whole };
  }

  askers(path: string): Iterable<Unit> {
    return membersOf(this.#topics.get(path)?.askers);
  }

  /** Paths that somebody asks about. */
  *asked(): Iterable<string> {
    for (const [path, { askers }] of this.#topics) if (askers) yield path;
  }
}
