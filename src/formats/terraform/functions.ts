import { unknownAt, type Value } from '../../facts';
import type { Data } from '../../resource';
import { conversion, type Lazy, lazy } from './functions/conversion';
import { encoding } from './functions/encoding';
import { files } from './functions/files';
import { formats } from './functions/format';
import { lists } from './functions/lists';
import { maps } from './functions/maps';
import { network } from './functions/network';
import { numeric } from './functions/numeric';
import { paths } from './functions/paths';
import { questions } from './functions/questions';
import { sets } from './functions/sets';
import type { Call, Table } from './functions/signature';
import { strings } from './functions/strings';
import { time } from './functions/time';

/** https://developer.hashicorp.com/terraform/language/functions */
const FUNCTIONS: Table = {
  ...conversion,
  ...encoding,
  ...files,
  ...formats,
  ...lists,
  ...maps,
  ...network,
  ...numeric,
  ...paths,
  ...questions,
  ...sets,
  ...strings,
  ...time,
};

/** Functions that are left unknown, by why they are. */
const LEFT: readonly (readonly [names: string, because: string])[] = [
  ['timestamp plantimestamp uuid', 'gives another value whenever it runs'],
  ['fileset', 'lists files, which is not looked into here'],
  [
    'md5 sha1 sha256 sha512 base64sha256 base64sha512 filemd5 filesha1 filesha256 filesha512 filebase64sha256 filebase64sha512 base64gzip bcrypt rsadecrypt uuidv5 regex regexall templatestring abspath pathexpand textencodebase64 textdecodebase64 type issensitive ephemeralasnull',
    'is not computed here',
  ],
];

const BECAUSE: ReadonlyMap<string, string> = new Map(
  LEFT.flatMap(([names, because]) => names.split(' ').map((name) => [name, `${name}() ${because}`] as const)),
);

/** What a call gives. Arguments are evaluated when they are needed. */
export function call(args: Lazy, asked: Call): Value<Data> {
  const name = asked.name.replace(/^core::/, '');
  const late = Object.hasOwn(lazy, name) ? lazy[name] : undefined;
  if (late) return late(args, asked);
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!run) return unknownAt(asked.at, BECAUSE.get(name) ?? `${asked.name}() is no function that is known here`);
  return run(
    args.map((argument) => argument()),
    asked,
  );
}
