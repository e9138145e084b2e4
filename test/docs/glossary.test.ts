import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { copyFoshan, root } from '../fixtures/foshan-study.js';

/** Words that the glossary of architecture.md says are never used. */
function forbidden(): Set<string> {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const [, glossary] = page.split('## Glossary')!;
  const rows = glossary!.split('\n## ')[0]!.matchAll(/^\| (?!word|---)[^|]+\|[^|]+\| ([^|]+) \|$/gm);
  return new Set([...rows].flatMap(([, words]) => words!.split(', ')));
}

const words = forbidden();

/** The forbidden words in a name, in camel, snake or kebab case, singular or plural. */
const inName = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => words.has(part) || words.has(part.replace(/s$/, '')));

describe('the glossary', () => {
  it('has words to look for', () => {
    expect(words.size).toBeGreaterThan(15);
    expect(inName('tierGrades')).toEqual(['grades']);
  });

  it('is kept by every export', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const names = files.flatMap((file) =>
      [
        ...readFileSync(join(root, 'src', file), 'utf8').matchAll(
          /^export (?:async )?(?:const|function\*?|interface|type|class) (\w+)/gm,
        ),
      ].map(([, name]) => name!),
    );
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => inName(name).length > 0)).toEqual([]);
  });

  describe('and by the files of a run', () => {
    let folder: string;
    beforeAll(async () => {
      folder = (await runStudy(await openStudy(copyFoshan(60)))).folder;
    });

    it('in names and headers', () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
      const headers = files.flatMap((name) =>
        readFileSync(join(folder, name), 'utf8').split(/\r?\n/)[0]!.split(','),
      );
      expect(headers.length).toBeGreaterThan(60);
      expect([...files, ...headers].filter((name) => inName(name).length > 0)).toEqual([]);
    });
  });
});
