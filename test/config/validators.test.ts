import assert from 'node:assert/strict';
import fs from 'node:fs';
import { validators } from '../generate/validators.mjs';

describe('the validators of users’ files', () => {
  for (const [file, text] of Object.entries(validators())) {
    it(`${file} is what the schemas say today: npm run generate`, () => {
      assert.equal(fs.readFileSync(`src/config/generated/${file}`, 'utf8'), text);
    });

    it(`${file} makes no code at run time and imports nothing`, () => {
      assert.doesNotMatch(text, /\bnew Function\b|(?<![.\w])eval\s*\(|\brequire\s*\(|^import\b/m);
    });
  }
});
