import type { Fault } from '../../src/config/user-file';
import { plain } from '../../src/facts';

/** What is wrong in a file, as people read it in English. */
export const inWords = <F extends Fault>(fault: F) => ({
  ...fault,
  message: plain(fault.message),
  next: plain(fault.next),
});
