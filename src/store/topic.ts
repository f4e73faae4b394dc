import { having, includes, lacking } from './few';
import type { Topic, Unit } from './records';
import { NONE } from './unit';

/** Up to this many questions a list is copied rather than grown: growing reserves room that most units never use. */
const SPARING = 8;

/** Notes the questions of one pass with the units that asked them. The two passes ask about different topics. */
export class Recorder {
  constructor(private readonly pass: 'linked' | 'checked') {}

  ask(unit: Unit, asked: Topic): void {
    if (includes(asked.askers, unit)) return;
    asked.askers = having(asked.askers, unit);
    const topics = unit[this.pass];
    if (topics.length < SPARING) unit[this.pass] = topics.concat([asked]);
    else (topics as Topic[]).push(asked);
  }

  /** Takes back every question of a unit, before a new pass or when the unit goes. */
  forget(unit: Unit): void {
    for (const asked of unit[this.pass]) asked.askers = lacking(asked.askers, unit);
    unit[this.pass] = NONE;
  }
}

/** Questions of the linking pass, and of the rules. */
export const linking = new Recorder('linked');
export const checking = new Recorder('checked');
