import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advice, facts } from '../../docs/generate/error-advice.js';
import { codesInSource, factOf } from '../../docs/generate/errors-page.js';
import { pages } from '../../docs/generate/pages.js';
import { root } from '../fixtures/foshan-study.js';

describe('generated pages', () => {
  it('are what npm run docs makes today', () => {
    for (const { path, text } of pages(root)) {
      const kept = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
      expect(kept === text, `${path} is stale: npm run docs`).toBe(true);
    }
  });

  it('tell what the docstrings say, also through shared parts and nested objects', () => {
    const documents = readFileSync(join(root, 'docs/documents.md'), 'utf8');
    const rows = [
      '| `binning.minShare` | number, 0 to 1, default `0.05` |  | Smallest share of labelled rows in a bin. |',
      "| `inputs[]` | list of [column](#column) (1 or more) | yes | The company table's contract: company_id is always there, industry_code where a feature looks up industry.json. |",
      '| `tiers[].floor` | integer, 0 to 1000 | yes |  |',
      '| `value` | text | yes | the pair is left open: never taken for 1 |',
    ];
    for (const row of rows) expect(documents).toContain(row);
  });
});

describe('error codes', () => {
  const found = codesInSource(root).map(({ code }) => code);

  it('have advice or a meaning, all of them', () => {
    expect(found.filter((code) => advice[code] === undefined && factOf(code) === undefined)).toEqual([]);
  });

  it('have none that the source does not have', () => {
    const told = [...Object.keys(advice), ...Object.keys(facts)];
    expect(told.filter((code) => !found.includes(code))).toEqual([]);
  });
});

/** Authors and year as a docstring names them, e.g. `Saaty (1977)`. */
const CITED = /((?:[A-ZÁ]\p{L}+(?:-\p{L}+)*)(?: et al\.| &[^()]*)?) \((\d{4})\)/gu;

describe('the sources of formulas', () => {
  it('stand in method.md, all of them', () => {
    const method = readFileSync(join(root, 'docs/method.md'), 'utf8');
    const lines = sourceLines();
    expect(lines.flatMap((line) => [...line.matchAll(CITED)]).length).toBeGreaterThan(50);
    const missing = lines.flatMap((line) =>
      [...line.matchAll(CITED)]
        .map(([, authors, year]) => [authors!.split(' ')[0]!, year!] as const)
        .filter(([author, year]) => !new RegExp(`${author}[^|;]*${year}`, 'u').test(method))
        .map(([author, year]) => `${author} ${year}`),
    );
    expect(missing).toEqual([]);
  });
});

function sourceLines(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) =>
    readFileSync(join(root, 'src', name), 'utf8')
      .split('\n')
      .filter((line) => line.includes('@source')),
  );
}
