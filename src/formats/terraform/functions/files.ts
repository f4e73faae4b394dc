import type { WholeText } from '../../../declaration';
import { knownAt, unknownAt, type Value } from '../../../facts';
import { REDACTION } from '../../../place';
import type { Data } from '../../../resource';
import { through } from '../values';
import { base64 } from './encoding';
import { type Call, fails, type Run, type Table, withFields } from './signature';

/** A function of a file of the workspace. What comes of it stands in that file. */
const ofFile =
  (use: (file: WholeText, rest: readonly Value<Data>[], call: Call) => Value<Data>): Run =>
  ([path, ...rest], call) => {
    if (!path) return fails(call);
    const file = call.file(path);
    return 'state' in file ? file : use(file, rest, call);
  };

/** Characters that a text has where its bytes were no UTF-8. */
const LOST = '\uFFFD';

export const files: Table = {
  file: ofFile((file, _, call) => through(call.rendered(file), [call.at])),
  fileexists: ofFile((_, __, call) => knownAt<Data>(true, call.at)),
  filebase64: ofFile((file, _, call) => {
    const isWhole = !file.text.includes(REDACTION) && !file.text.includes(LOST);
    return isWhole ? knownAt<Data>(base64(file.text), call.at) : unknownAt(call.at, 'the file is not known as it is');
  }),
  templatefile: ofFile((file, [given], call) =>
    withFields(given, call, (fields) => {
      const names = new Map([...fields].map(([name, value]) => [name, () => value]));
      return through(call.rendered(file, names), [call.at]);
    }),
  ),
};
