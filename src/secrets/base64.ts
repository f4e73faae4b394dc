const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const SEXTETS = new Uint8Array(128).fill(255);
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i;
SEXTETS['-'.charCodeAt(0)] = 62;
SEXTETS['_'.charCodeAt(0)] = 63;

const printable = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;

/**
 * The text that a base64 or base64url string stands for, or undefined when it is no base64 or no printable ASCII:
 * what people encode and what a kind could recognise is both.
 */
export function decodeBase64(encoded: string): string | undefined {
  let bits = 0;
  let held = 0;
  let result = '';
  const body = encoded.replace(/=+$/, '');
  if (body.length === 0 || body.length % 4 === 1) return undefined;
  for (let i = 0; i < body.length; i++) {
    const sextet = SEXTETS[body.charCodeAt(i)] ?? 255;
    if (sextet === 255) return undefined;
    held = ((held << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (!printable(byte)) return undefined;
    result += String.fromCharCode(byte);
  }
  return result;
}

/** Base64 of ASCII text, without line breaks. */
export function encodeBase64(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const bytes = [0, 1, 2].map((k) => (i + k < text.length ? text.charCodeAt(i + k) & 0xff : 0));
    const triple = (bytes[0]! << 16) | (bytes[1]! << 8) | bytes[2]!;
    for (let k = 0; k < 4; k++) result += i + k > text.length ? '=' : ALPHABET[(triple >> (18 - 6 * k)) & 63];
  }
  return result;
}
