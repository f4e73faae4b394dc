import type { Header, Section } from '../../declaration';
import { type Expression, plainText, type Statement } from '../../document/bicep';
import { resolvePath, symbolKey, typeKey } from '../azure/names';
import { dirOf } from '../relative-path';

/** Resources in resources: an end for hostile templates. */
const MAX_NESTED = 10;

interface Parent {
  readonly name: string;
  readonly type: string;
  readonly depth: number;
}

/** The declarations of a section of a template or of a file of parameters. */
export function headersOf(section: Section, path: string): readonly Header[] {
  const document = section.document();
  if (document.syntax !== 'bicep') return [];
  const isParameters = /\.bicepparam$/i.test(path);
  return document.statements.flatMap((statement) => headers(statement, path, isParameters));
}

function headers(statement: Statement, path: string, isParameters: boolean): readonly Header[] {
  const { keyword, name, of, start, end, value } = statement;
  const span = { start, end };
  const symbol = (is: string): Header => ({ kind: 'symbol', key: symbolKey(path, name), ...span, note: { is, name } });
  switch (keyword) {
    case 'targetScope': {
      const scope = value && plainText(value);
      return scope === undefined ? [] : [{ kind: 'template', key: path, ...span, note: { scope } }];
    }
    case 'using': {
      const target = of === undefined ? undefined : resolvePath(dirOf(path), of);
      return target === undefined ? [] : [{ kind: 'using', key: target, ...span }];
    }
    case 'param':
      return [isParameters ? { kind: 'assign', key: symbolKey(path, name), ...span } : symbol('param')];
    case 'var':
      return [symbol('var')];
    case 'output':
      return [{ kind: 'output', key: symbolKey(path, name), ...span }];
    case 'module':
      return moduleHeaders(statement, path);
    case 'resource':
      return resourceHeaders(statement, path, undefined);
    default:
      return [];
  }
}

function moduleHeaders({ name, of, start, end }: Statement, path: string): readonly Header[] {
  const target = of === undefined ? undefined : resolvePath(dirOf(path), of);
  const note = { is: 'module', name, address: name, caller: path, target: target ?? '' };
  const symbol: Header = { kind: 'symbol', key: symbolKey(path, name), start, end, note };
  return target === undefined ? [symbol] : [symbol, { kind: 'call', key: target, start, end, note }];
}

function resourceHeaders(statement: Statement, path: string, parent: Parent | undefined): readonly Header[] {
  const { name: own, of, start, end, head, existing, value } = statement;
  const written = of?.split('@', 1)[0];
  if (written === undefined || own === '') return [];
  const type = parent ? `${parent.type}/${written}` : written;
  const name = parent ? `${parent.name}::${own}` : own;
  const note = {
    ...{ is: 'resource', type, name, address: name, head: head.start - start, width: head.end - head.start },
    ...(existing ? { existing } : {}),
    ...(parent ? { parent: parent.name } : {}),
  };
  const depth = (parent?.depth ?? 0) + 1;
  const children = depth > MAX_NESTED ? [] : nestedIn(value);
  return [
    { kind: 'symbol', key: symbolKey(path, name), start, end, note },
    { kind: 'typed', key: typeKey(path, type), start, end, note },
    ...children.flatMap((child) => resourceHeaders(child, path, { name, type, depth })),
  ];
}

/** The resources that are written in the body of another. */
function nestedIn(value: Expression | undefined): readonly Statement[] {
  if (value?.type === 'if' || value?.type === 'for') return nestedIn(value.value);
  return value?.type === 'object' ? value.entries.filter((entry) => entry.type === 'statement') : [];
}
