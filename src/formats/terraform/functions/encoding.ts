import type { Value } from '../../../facts';
import type { Data } from '../../../resource';
import { typed } from '../types';
import { jsondecode, jsonencode } from './json';
import { fails, maker, plain, type Run, type Table, tooMuch } from './signature';
import { yamldecode, yamlencode } from './yaml';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8. */
function bytesOf(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    const point = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}

/** The text that bytes are in UTF-8, or undefined when they are none. */
function textOf(bytes: readonly number[]): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
    let point = length === 1 ? first : first & (0x7f >> length);
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (byte & 63);
    }
    const least = [0, 0, 0x80, 0x800, 0x10000][length]!;
    if (length === 0 || point < least || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

export function base64(text: string): string {
  const bytes = bytesOf(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    result += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!;
    result += b === undefined ? '==' : ALPHABET[(bits >> 6) & 63]! + (c === undefined ? '=' : ALPHABET[bits & 63]!);
  }
  return result;
}

function fromBase64(encoded: string): string | undefined {
  const written = encoded.replace(/[\r\n]/g, '');
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < written.length; at += 4) {
    const group = written.slice(at, at + 4).replace(/=/g, '');
    let bits = 0;
    for (const letter of group.padEnd(4, 'A')) bits = (bits << 6) | ALPHABET.indexOf(letter);
    bytes.push(...[bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, group.length - 1));
  }
  return textOf(bytes);
}

const SAFE = /[A-Za-z0-9._~-]/;

const urlencoded = (text: string): string =>
  bytesOf(text)
    .map((byte) => [byte, String.fromCharCode(byte)] as const)
    .map(([byte, letter]) => {
      if (byte < 0x80 && SAFE.test(letter)) return letter;
      return letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** Rows of a table with commas; undefined where quotes are wrong. */
function rowsOf(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (let at = 0; at < text.length; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found) return undefined;
    const isBlank = row.length === 0 && found[0].trim() === '' && found[1] === undefined && found[3] !== ',';
    if (!isBlank) row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') {
      if (field.lastIndex === text.length) row.push('');
      else continue;
    }
    if (row.length > 0) rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** A list of objects, named by the first row. */
const csvdecode: Run = (args, call) => {
  const parsed = plain(['string'], ([text], { spend }) => (spend(text.length / 100) ? text : tooMuch(call)))(
    args,
    call,
  );
  if (parsed.state !== 'known' || typeof parsed.value !== 'string') return parsed;
  const [names = [], ...rows] = rowsOf(parsed.value) ?? [];
  if (names.length === 0 || new Set(names).size < names.length || rows.some(({ length }) => length !== names.length))
    return fails(call);
  if (!call.spend(rows.length * names.length)) return tooMuch(call);
  const make = maker(args, call);
  const object = (row: readonly string[]): Data => ({
    type: 'fields',
    fields: new Map(row.map((value, at) => [names[at]!, make(value)])),
  });
  const element = {
    of: 'object',
    attributes: new Map(names.map((name) => [name, { type: 'string' as const }])),
  } as const;
  return make(
    typed(
      rows.map((row): Value<Data> => make(object(row))),
      { of: 'list', element },
    ),
  );
};

export const encoding: Table = {
  ...{ jsonencode, jsondecode, yamlencode, yamldecode, csvdecode },
  base64encode: plain(['string'], ([text]) => base64(text)),
  base64decode: plain(['string'], ([text]) => fromBase64(text)),
  urlencode: plain(['string'], ([text]) => urlencoded(text)),
};
