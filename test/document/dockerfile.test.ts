import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { type DockerDocument, dockerfileSyntax } from '../../src/document/dockerfile';
import type { Span } from '../../src/place';
import { compareWithOracle } from '../support/dockerfile-oracle';

const FIXTURES = 'test/fixtures/dockerfile';
const texts = fs.readdirSync(FIXTURES).map((name) => fs.readFileSync(`${FIXTURES}/${name}`, 'utf8'));

function parse(text: string): DockerDocument {
  const document = dockerfileSyntax.parse(text);
  assert.equal(document.syntax, 'dockerfile');
  return document as DockerDocument;
}
const cut = (text: string, span: Span | undefined) => span && text.slice(span.start, span.end);
const one = (text: string) => parse(text).instructions[0]!;

describe('dockerfile syntax', () => {
  it('reads names in any case, flags and words with their spans', () => {
    const text = '# first\ncopy --from=build --chown=node:node /a "/b c"  \nFROM x';
    const [copy, from] = parse(text).instructions;
    assert.equal(copy!.name, 'COPY');
    assert.equal(cut(text, copy!.nameSpan), 'copy');
    assert.deepEqual(
      copy!.flags.map((flag) => [flag.name, flag.value, cut(text, flag)]),
      [
        ['from', 'build', '--from=build'],
        ['chown', 'node:node', '--chown=node:node'],
      ],
    );
    assert.deepEqual(
      copy!.words.map((word) => [word.value, cut(text, word)]),
      [
        ['/a', '/a'],
        ['/b c', '"/b c"'],
      ],
    );
    assert.equal(cut(text, copy), 'copy --from=build --chown=node:node /a "/b c"');
    assert.equal(cut(text, from), 'FROM x');
  });

  it('joins continued lines over comments and empty lines', () => {
    const text = 'RUN a \\\n  # why\n\n  && b\\\n-c\nUSER me';
    assert.deepEqual(
      one(text).words.map((word) => word.value),
      ['a', '&&', 'b-c'],
    );
    assert.equal(cut(text, one(text).words[2]), 'b\\\n-c');
    assert.equal(parse(text).instructions[1]!.name, 'USER');
  });

  it('takes a doubled escape at the end of a line as text', () => {
    assert.equal(parse('RUN dir C:\\\\\nUSER me').instructions.length, 2);
  });

  it('follows the escape directive', () => {
    const windows = parse(fs.readFileSync(`${FIXTURES}/windows.Dockerfile`, 'utf8'));
    assert.deepEqual(
      windows.instructions.map((instruction) => instruction.name),
      ['FROM', 'SHELL', 'WORKDIR', 'RUN', 'ENV', 'USER', 'CMD'],
    );
    assert.equal(windows.instructions[2]!.words[0]!.value, 'C:\\app');
    assert.deepEqual(
      windows.instructions[4]!.pairs.map((pair) => pair.value),
      ['C:\\app\\tools', 'it is "fine"'],
    );
    assert.equal(parse('FROM a\n# escape=`\nRUN a \\\n b').instructions.length, 2);
  });

  it('reads exec form with JSON escapes, and the shell form where the array is none', () => {
    const exec = one('CMD ["caf\\u00e9", "a b" ,"x"]');
    assert.equal(exec.exec, true);
    assert.deepEqual(
      exec.words.map((word) => word.value),
      ['café', 'a b', 'x'],
    );
    for (const broken of ["CMD ['a']", 'CMD ["a"', 'CMD ["a",]', 'CMD ["a" "b"]', 'CMD [,]', 'CMD ["a"] b']) {
      assert.equal(one(broken).exec, false, broken);
    }
    assert.deepEqual([one('CMD []').exec, one('CMD []').words.length], [true, 0]);
  });

  it('reads pairs in both forms', () => {
    const text = 'ENV a=b c="d e" f=g\\ h i=\nENV old  "x y" z\nARG NAME\nLABEL "k.v"=\'$w\'';
    const pairs = parse(text).instructions.map((instruction) =>
      instruction.pairs.map((pair) => [pair.key, pair.value, cut(text, pair.keySpan), cut(text, pair.valueSpan)]),
    );
    assert.deepEqual(pairs, [
      [
        ['a', 'b', 'a', 'b'],
        ['c', 'd e', 'c', '"d e"'],
        ['f', 'g h', 'f', 'g\\ h'],
        ['i', '', 'i', ''],
      ],
      [['old', 'x y z', 'old', '"x y" z']],
      [['NAME', undefined, 'NAME', undefined]],
      [['k.v', '$w', '"k.v"', "'$w'"]],
    ]);
  });

  it('reads heredocs, several on a line, and goes on after them', () => {
    const text = 'COPY <<A <<-"B" /etc/\none\nA\n\ttwo\n\tB\nRUN <<EOF\nUSER nobody\nEOF\nUSER me';
    const [copy, run, user] = parse(text).instructions;
    assert.deepEqual(
      copy!.heredocs.map((heredoc) => [heredoc.name, cut(text, heredoc.body)]),
      [
        ['A', 'one\n'],
        ['B', '\ttwo\n'],
      ],
    );
    assert.equal(cut(text, run), 'RUN <<EOF\nUSER nobody\nEOF');
    assert.equal(cut(text, user), 'USER me');
  });

  it('says when a heredoc has no end, and reads on as if it were none', () => {
    const document = parse('FROM a\nRUN <<EOF\nUSER me');
    assert.equal(document.instructions.at(-1)!.name, 'USER');
    assert.equal(document.problems.length, 1);
  });

  it('keeps half-typed instructions', () => {
    assert.deepEqual(
      ['FRO', 'USER', 'USER ', 'COPY --from=', 'ENV A', 'ENV A=', 'ENV =x', 'RUN echo "a', 'FROM', 'RUN \\'].map(
        (text) => [one(text).name, one(text).words.length],
      ),
      [
        ['FRO', 0],
        ['USER', 0],
        ['USER', 0],
        ['COPY', 0],
        ['ENV', 1],
        ['ENV', 1],
        ['ENV', 1],
        ['RUN', 2],
        ['FROM', 0],
        ['RUN', 0],
      ],
    );
    assert.equal(parse('FRO x').problems.length, 1);
    assert.equal(parse('# nothing\n\n').instructions.length, 0);
  });

  it('an apostrophe in a sentence quotes nothing', () => {
    assert.deepEqual(
      one("RUN echo it's fine").words.map((word) => word.value),
      ['echo', "it's", 'fine'],
    );
  });

  it('stands after a byte order mark and reads CRLF like LF', () => {
    for (const text of texts) {
      const plain = parse(text).instructions;
      const other = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
      const strip = (instruction: (typeof plain)[number]) => ({
        name: instruction.name,
        flags: instruction.flags.map((flag) => [flag.name, flag.value]),
        words: instruction.words.map((word) => word.value),
        pairs: instruction.pairs.map((pair) => [pair.key, pair.value]),
        heredocs: instruction.heredocs.map((heredoc) => heredoc.name),
      });
      assert.deepEqual(parse(other).instructions.map(strip), plain.map(strip));
      const [first] = parse(other).instructions;
      assert.equal(cut(other, first!.nameSpan)!.toUpperCase(), plain[0]!.name);
    }
  });

  it('gives values to look at: pairs by name, assignments inside words, heredoc lines', () => {
    const text =
      "ENV A=b C=$D\nENV E '$F'\nRUN export TOKEN=abc && curl --user=me x\nCOPY <<X /etc/\nkey = v\nX\nFROM no";
    const sites = [...dockerfileSyntax.scalars(parse(text))];
    const named = sites.map((site) => [site.keyPath.join('.'), site.value, cut(text, site), site.literal]);
    assert.deepEqual(
      named.filter(([path]) => path !== 'RUN'),
      [
        ['ENV.A', 'b', 'b', true],
        ['ENV.C', '$D', '$D', false],
        ['ENV.E', '$F', "'$F'", true],
        ['RUN.TOKEN', 'abc', 'abc', true],
        ['RUN.user', 'me', 'me', true],
        ['COPY', 'key = v', 'key = v', true],
      ],
    );
  });

  it('finds the instruction that begins on a line', () => {
    const text = 'FROM a\n  RUN b \\\n c\nUSER d';
    const document = parse(text);
    assert.equal(cut(text, dockerfileSyntax.constructAt(document, text.indexOf('RUN'))), 'RUN b \\\n c');
    assert.equal(cut(text, dockerfileSyntax.constructAt(document, 8)), 'RUN b \\\n c');
    assert.equal(dockerfileSyntax.constructAt(document, text.indexOf(' c')), undefined);
  });

  it('agrees with an independent parser on the fixtures', () => {
    for (const text of texts) {
      const { differences, instructions, skipped } = compareWithOracle(text);
      assert.deepEqual({ differences, skipped }, { differences: [], skipped: undefined });
      assert.ok(instructions > 5);
    }
  });

  it('whatever the text: no throw, spans inside the text, instructions in order', () => {
    const pieces = fc.constantFrom(
      ...['FROM a', 'RUN ', 'ENV ', 'A=b', '"', "'", '\\', '\n', '\r\n', ' ', '\t', '#', '<<X', '<<-X', 'X', '[', ']'],
      ...['"a"', ',', '--x=y', '=', '`', '# escape=`\n', 'COPY ', 'ARG ', '\uFEFF', '\u00a0', '\uE000', '$', 'é'],
    );
    const broken = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
      fc.tuple(fc.constantFrom(...texts), fc.nat(1500)).map(([text, at]) => text.slice(0, at)),
      fc.string({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(broken, (text) => {
        const { instructions } = parse(text);
        let last = 0;
        for (const instruction of instructions) {
          assert.ok(instruction.start >= last && instruction.end <= text.length && instruction.end > instruction.start);
          last = instruction.end;
          const inner = [instruction.nameSpan, ...instruction.flags, ...instruction.words].concat(
            instruction.pairs.flatMap((pair) => [pair.keySpan, ...(pair.valueSpan ? [pair.valueSpan] : [])]),
            instruction.heredocs.map((heredoc) => heredoc.body),
          );
          for (const span of inner) {
            assert.ok(span.start >= instruction.start && span.start <= span.end && span.end <= instruction.end);
          }
        }
        for (const site of dockerfileSyntax.scalars(parse(text))) assert.ok(site.end <= text.length);
      }),
      { seed: 20261124, numRuns: 2000 },
    );
  });

  it('takes time in proportion to the text, for hostile texts too', () => {
    const hostile = ['RUN <<X\n', 'ENV a=\'b" ', '"\\', 'RUN [ "a", ', "RUN it's \\\n", 'COPY --', 'RUN \\\n#\n'];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      const started = performance.now();
      parse(text);
      assert.ok(performance.now() - started < 4000, `${JSON.stringify(piece)} took ${performance.now() - started} ms`);
    }
  });
});
