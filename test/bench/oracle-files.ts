import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parseAnyYaml, yamlSyntax } from '../../src/document/yaml';
import { readPlainYaml } from '../../src/document/yaml/plain';
import { compareWithOracle } from '../support/dockerfile-oracle';
import { compareWithOracles } from '../support/hcl-oracles';

/** How many differences are shown in full. */
const SHOWN = 20;

const files = JSON.parse(readFileSync(0, 'utf8')) as { name: string; path: string }[];
const differences: string[] = [];
const hcl = { files: 0, nodes: 0, values: 0, skipped: 0, excused: 0 };
const docker = { files: 0, instructions: 0, skipped: 0 };
const yaml = { sections: 0, skipped: 0 };

for (const { name, path } of files) {
  const text = readFileSync(path, 'utf8');
  if (/\.(tf|tfvars)$/.test(name)) {
    const found = await compareWithOracles(text);
    hcl.files++;
    hcl.nodes += found.nodes;
    hcl.values += found.values;
    hcl.skipped += found.skipped.length;
    hcl.excused += found.excused.length;
    differences.push(...found.differences.map((difference) => `${name}: ${difference}`));
  } else if (/(^|\/)Dockerfile[^/]*$/.test(name)) {
    const found = compareWithOracle(text);
    docker.files++;
    docker.instructions += found.instructions;
    if (found.skipped) docker.skipped++;
    differences.push(...found.differences.map((difference) => `${name}: ${difference}`));
  } else if (/\.ya?ml$/.test(name)) {
    for (const { start, end } of yamlSyntax.cut(text)) {
      const section = text.slice(start, end);
      const read = readPlainYaml(section);
      yaml.sections++;
      if (!read) yaml.skipped++;
      const { roots, problems } = parseAnyYaml(section);
      if (read && !isDeepStrictEqual({ roots: read, problems: [] }, { roots, problems }))
        differences.push(`${name}: the section at ${start} is read differently without the library`);
    }
  }
}

process.stdout.write(
  `HCL: ${hcl.files} files, ${hcl.nodes} spans and ${hcl.values} values compared, ${hcl.excused} known mistakes of the other parser, ${hcl.skipped} texts it refuses\n`,
);
process.stdout.write(
  `Dockerfile: ${docker.files} files, ${docker.instructions} instructions compared, ${docker.skipped} refused\n`,
);
process.stdout.write(
  `YAML: ${yaml.sections - yaml.skipped} sections compared with the library, ${yaml.skipped} left to it\n`,
);
process.stdout.write(
  `${differences.length} differences\n${differences
    .slice(0, SHOWN)
    .map((line) => `  ${line}\n`)
    .join('')}`,
);
if (differences.length > 0 || hcl.nodes === 0 || docker.instructions === 0 || yaml.sections === yaml.skipped)
  process.exitCode = 1;
