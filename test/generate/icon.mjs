// npm run generate: the icon, from one drawing: media/handrail.svg (activity bar), handrail.woff (status bar), icon.png.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

/** A rail that climbs, on two posts; each a polygon in a square of 24, y downwards, clockwise. */
const BOX = 24;
const SHAPES = [
  [
    [1.5, 9.6],
    [22.5, 3.4],
    [22.5, 6.4],
    [1.5, 12.6],
  ],
  [
    [5, 9.4],
    [7.6, 8.6],
    [7.6, 21.5],
    [5, 21.5],
  ],
  [
    [16.4, 6],
    [19, 5.2],
    [19, 18],
    [16.4, 18],
  ],
];

const svg = () => {
  const d = SHAPES.map((points) => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${BOX}" height="${BOX}" viewBox="0 0 ${BOX} ${BOX}"><title>Handrail</title><path fill="currentColor" d="${d}"/></svg>\n`;
};

/** Bytes of numbers: `u16`, `i16`, `u32` in turn, most significant byte first. */
const bytes = (...fields) =>
  Buffer.concat(
    fields.map(([kind, ...values]) => {
      if (kind === 'raw') return Buffer.concat(values);
      const size = kind === 'u32' ? 4 : 2;
      const out = Buffer.alloc(values.length * size);
      values.forEach((value, i) => {
        if (kind === 'u32') out.writeUInt32BE(value >>> 0, i * 4);
        else if (kind === 'u16') out.writeUInt16BE(value, i * 2);
        else out.writeInt16BE(value, i * 2);
      });
      return out;
    }),
  );
const padded = (buffer) => Buffer.concat([buffer, Buffer.alloc((4 - (buffer.length % 4)) % 4)]);

const EM = 1000;
const CODE = 0xe001;

/** The tables of a TrueType font (ISO/IEC 14496-22) with an empty glyph and ours. */
function tables() {
  const outline = SHAPES.map((points) =>
    points.map(([x, y]) => [Math.round((x * EM) / BOX), Math.round(((BOX - y) * EM) / BOX)]),
  );
  const all = outline.flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const ends = outline.map((_, i) => outline.slice(0, i + 1).flat().length - 1);
  const steps = (values) => values.map((value, i) => value - (values[i - 1] ?? 0));
  const glyph = padded(
    bytes(
      ['i16', outline.length, ...box],
      ['u16', ...ends, 0],
      ['raw', Buffer.alloc(all.length, 1)], // each point on the curve
      ['i16', ...steps(xs), ...steps(ys)],
    ),
  );
  const name = Buffer.from('handrail', 'utf16le').swap16();
  const names = [1, 2, 3, 4, 6];
  return {
    'OS/2': bytes(
      ['i16', 3, EM],
      ['u16', 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0],
      ['raw', Buffer.alloc(10)],
      ['u32', 0, 0, 0, 0],
      ['raw', Buffer.from('NONE')],
      ['u16', 64, CODE, CODE],
      ['i16', EM, 0, 0],
      ['u16', EM, 0],
      ['u32', 1, 0],
      ['i16', 500, 700],
      ['u16', 0, 32, 1],
    ),
    // one segment for the code, one that ends the list
    cmap: bytes(
      ['u16', 0, 1, 3, 1],
      ['u32', 12],
      ['u16', 4, 32, 0, 4, 4, 1, 0, CODE, 0xffff, 0, CODE, 0xffff, (0x10000 + 1 - CODE) & 0xffff, 1, 0, 0],
    ),
    glyf: glyph,
    head: bytes(
      ['u32', 0x10000, 0x10000, 0, 0x5f0f3cf5],
      ['u16', 3, EM],
      ['u32', 0, 0, 0, 0],
      ['i16', ...box],
      ['u16', 0, 8],
      ['i16', 2, 1, 0],
    ),
    hhea: bytes(
      ['u32', 0x10000],
      ['i16', EM, 0, 0],
      ['u16', EM],
      ['i16', box[0], EM - box[2], box[2], 1, 0, 0, 0, 0, 0, 0, 0],
      ['u16', 2],
    ),
    hmtx: bytes(['u16', EM, 0, EM, box[0]]),
    loca: bytes(['u32', 0, 0, glyph.length]),
    maxp: bytes(['u32', 0x10000], ['u16', 2, all.length, outline.length, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]),
    name: bytes(
      ['u16', 0, names.length, 6 + 12 * names.length],
      ['u16', ...names.flatMap((id) => [3, 1, 0x409, id, name.length, 0])],
      ['raw', name],
    ),
    post: bytes(['u32', 0x30000, 0], ['i16', 0, 0], ['u32', 0, 0, 0, 0, 0]),
  };
}

function checksum(buffer) {
  const whole = padded(buffer);
  let sum = 0;
  for (let i = 0; i < whole.length; i += 4) sum = (sum + whole.readUInt32BE(i)) >>> 0;
  return sum;
}

/** The font as WOFF 1.0, its tables not compressed. */
function woff() {
  const list = Object.entries(tables()).sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(list.length));
  const head = ['u16', list.length, power * 16, Math.log2(power), (list.length - power) * 16];
  let at = 12 + 16 * list.length;
  const plain = [];
  for (const [tag, data] of list) {
    plain.push(bytes(['raw', Buffer.from(tag)], ['u32', checksum(data), at, data.length]));
    at += padded(data).length;
  }
  const body = list.map(([, data]) => padded(data));
  const whole = Buffer.concat([bytes(['u32', 0x10000], head), ...plain, ...body]);
  list.find(([tag]) => tag === 'head')[1].writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, 8);
  let place = 44 + 20 * list.length;
  const entries = list.map(([tag, data], i) => {
    const sum = plain[i].readUInt32BE(4); // of the table as it was before the sum over all stood in it
    const entry = bytes(['raw', Buffer.from(tag)], ['u32', place, data.length, data.length, sum]);
    place += padded(data).length;
    return entry;
  });
  return Buffer.concat([
    bytes(
      ['raw', Buffer.from('wOFF')],
      ['u32', 0x10000, place],
      ['u16', list.length, 0],
      ['u32', whole.length],
      ['u16', 1, 0],
      ['u32', 0, 0, 0, 0, 0],
    ),
    ...entries,
    ...list.map(([, data]) => padded(data)),
  ]);
}

const inside = (points, x, y) =>
  points.every(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });

/** The icon of the extension's page: white on a quiet green, with round corners. */
function png(size = 128) {
  const FINE = 4;
  const ground = [38, 89, 84];
  const rows = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 4);
    for (let x = 0; x < size; x++) {
      let [paper, ink] = [0, 0];
      for (let i = 0; i < FINE * FINE; i++) {
        const [px, py] = [x + ((i % FINE) + 0.5) / FINE, y + (Math.floor(i / FINE) + 0.5) / FINE];
        const edge = (v) => Math.max(0, 24 - v, v - (size - 24));
        if (Math.hypot(edge(px), edge(py)) > 24) continue;
        paper++;
        const [dx, dy] = [px, py].map((v) => ((v - size / 2) / size) * 34 + BOX / 2);
        if (SHAPES.some((shape) => inside(shape, dx, dy))) ink++;
      }
      const share = paper ? ink / paper : 0;
      ground.forEach((color, i) => {
        row[1 + x * 4 + i] = Math.round(color + (255 - color) * share);
      });
      row[4 + x * 4] = Math.round((paper / (FINE * FINE)) * 255);
    }
    rows.push(row);
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return bytes(['u32', data.length], ['raw', body], ['u32', crc(body)]);
  };
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', Buffer.concat([bytes(['u32', size, size]), Buffer.from([8, 6, 0, 0, 0])])),
    chunk('IDAT', zlib.deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(buffer) {
  let sum = 0xffffffff;
  for (const byte of buffer) {
    sum ^= byte;
    for (let i = 0; i < 8; i++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** Writes the three files below a folder. */
export function writeIcons(root = '.') {
  fs.writeFileSync(path.join(root, 'media/handrail.svg'), svg());
  fs.writeFileSync(path.join(root, 'media/handrail.woff'), woff());
  fs.writeFileSync(path.join(root, 'media/icon.png'), png());
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeIcons();
