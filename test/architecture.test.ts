import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

function sourcesIn(...folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const path = relative(root, join(entry.parentPath, entry.name));
        const text = readFileSync(join(root, path), 'utf8');
        return { path, text, lines: text.split('\n') };
      }),
  );
}

const sources = sourcesIn('src', 'cli');
const domain = ['text', 'study', 'ingest', 'industry', 'enterprise', 'credit', 'sql'];

/** Room → rooms it may import, itself apart. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  document: ['core'],
  ...Object.fromEntries(domain.map((room) => [room, ['core', 'document']])),
  engine: ['core', 'document', 'sql', 'ingest'],
  validation: ['core', 'document', 'text'],
  output: ['core', 'document', 'text'],
  report: ['core', 'document', 'text', 'output'],
  pipeline: ['core', 'document', ...domain, 'engine', 'validation', 'output', 'report'],
};

function importsOf(source: Source): string[] {
  const specifiers = [...source.text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1]!,
  );
  return specifiers.map((specifier) => relative(root, resolve(root, dirname(source.path), specifier)));
}

const roomOf = (path: string): string => path.split('/')[1]!;

describe('rooms', () => {
  it('import only along the arrows', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('src/') && path.split('/').length > 2)
      .flatMap((source) =>
        importsOf(source)
          .filter((target) => target.startsWith('src/') && roomOf(target) !== roomOf(source.path))
          .filter((target) => !arrows[roomOf(source.path)]?.includes(roomOf(target)))
          .map((target) => `${source.path} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('are never entered by the command line except through src/index, or the parts that it holds too', () => {
    const parts = ['src/index.js', 'src/opening.js', 'src/main-job.js'];
    const wrong = sources
      .filter(({ path }) => path.startsWith('cli/'))
      .flatMap((source) => importsOf(source).map((target) => [source.path, target] as const))
      .filter(([, target]) => target.startsWith('src/') && !parts.includes(target));
    expect(wrong).toEqual([]);
  });

  it('name every file that the engine reads so that it is no pattern', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('src/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/read_(?:csv|parquet)\((?!\$\{fileText\()/g)].map(
          ({ index }) => `${path}: ${text.slice(index, index + 40)}`,
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('raise to no power but whole ones: each version of Node rounds the others differently', () => {
    const whole = /\b(2|10) \*\* |\*\* (2\b|\d+n|BigInt\()/;
    const wrong = sources
      .filter(({ path }) => path.startsWith('src/'))
      .flatMap(({ path, lines }) => lines.map((text, i) => ({ at: `${path}:${i + 1}`, text: text.trim() })))
      .filter(({ text }) => !/^(\/?\*|['`])/.test(text))
      .filter(({ text }) => /Math\.pow/.test(text) || (/\w\)? \*\* /.test(text) && !whole.test(text)));
    expect(wrong).toEqual([]);
  });

  it('do not import the command line', () => {
    const wrong = sources.filter(({ path }) => path.startsWith('src/')).flatMap(importsOf);
    expect(wrong.filter((target) => target.startsWith('cli/'))).toEqual([]);
  });

  it('keep SQL text in src/sql', () => {
    const statement =
      /\b(SELECT\s|INSERT INTO|CREATE (OR REPLACE )?(TABLE|VIEW)|DELETE FROM|COPY \(|LEFT JOIN|GROUP BY|ORDER BY)/;
    const wrong = sources
      .filter(({ path }) => !path.startsWith('src/sql/'))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, i) =>
          statement.test(line) && !/^\s*(\*|\/\/)/.test(line) ? [`${path}:${i + 1}`] : [],
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('import each heavy package dynamically, in at most one file', () => {
    for (const heavy of [
      '@duckdb/node-api',
      'echarts',
      'write-excel-file',
      'read-excel-file',
      'ml-xgboost',
      'ml-logistic-regression',
    ]) {
      const dynamic = sources.filter(({ text }) => text.includes(`import('${heavy}`));
      const eager = sources.filter(({ text }) =>
        new RegExp(`^import (?!type).* from '${heavy}`, 'm').test(text),
      );
      expect({ heavy, eager: eager.map(({ path }) => path) }).toEqual({ heavy, eager: [] });
      expect(dynamic.length, `${heavy} in ${dynamic.map(({ path }) => path).join(', ')}`).toBeLessThanOrEqual(
        1,
      );
    }
  });
});

describe('tests', () => {
  it('share a process, and those that replace something in it have one of their own', () => {
    const replaces = /^import .*(\bvi\b.* from 'vitest'|short-writes)/m;
    const wrong = sourcesIn('test')
      .filter(({ path }) => path.endsWith('.test.ts') && !path.endsWith('.mocked.test.ts'))
      .filter(({ text }) => replaces.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

/** Lengths of top-level functions, in lines; the formatter puts their closing brace at the margin. */
function functionLengths({ path, lines }: Source): { readonly at: string; readonly length: number }[] {
  const start = /^(export )?(async )?function \w|^(export )?const \w+ = .*(=>|=> \{|\()$/;
  return lines.flatMap((line, i) => {
    if (!start.test(line)) return [];
    const end = lines.findIndex(
      (other, j) => j > i && /^[})]/.test(other) && !/^\)[^;]*\{$/.test(other) && other !== '}: {',
    );
    return [{ at: `${path}:${i + 1}`, length: end - i + 1 }];
  });
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('sizes', () => {
  const functions = sources.flatMap(functionLengths);

  it('no file is longer than 250 lines', () => {
    const long = sources
      .filter(({ lines }) => lines.length > 251)
      .map(({ path, lines }) => `${path}: ${lines.length}`);
    expect(long).toEqual([]);
  });

  it('no function is longer than 40 lines', () => {
    const long = functions.filter(({ length }) => length > 40);
    expect(long).toEqual([]);
  });

  it('prints its medians', () => {
    const files = median(sources.map(({ lines }) => lines.length));
    console.log(
      `median file ${files} lines, median function ${median(functions.map(({ length }) => length))} lines`,
    );
    expect(functions.length).toBeGreaterThan(50);
  });
});
