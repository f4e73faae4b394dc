import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = 'src/surfaces/webview';
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
const sheets = files.filter((file) => file.endsWith('.css')).map((file) => readFileSync(join(ROOT, file), 'utf8'));
/** Names, functions and hex digits that are a colour of their own. */
const COLOR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|(?<![-\w])(?:white|black|red|green|blue|yellow|orange|gr[ae]y|silver)(?![-\w])/gi;

describe('the pages’ style', () => {
  it('has no colour but the theme’s', () => {
    assert.ok(sheets.length >= 3);
    assert.deepEqual(
      sheets.flatMap((sheet) => sheet.match(COLOR) ?? []),
      [],
    );
    assert.equal('color: #fff; background: rgb(0 0 0); border: 1px solid red'.match(COLOR)?.length, 3, 'it can fail');
  });

  it('moves nothing', () => {
    for (const sheet of sheets) assert.doesNotMatch(sheet, /\b(?:transition|animation|scroll-behavior)\b/);
  });
});
