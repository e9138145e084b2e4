import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIndustryMap } from '../../src/ingest/industry-map.js';

const read = (codes: readonly string[], sections: readonly (readonly [id: string, divisions: string])[]) => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'industry-map.csv');
  writeFileSync(path, `industry_id,gbt_code\n${codes.map((code) => `x,${code}\n`).join('')}`);
  return readIndustryMap(path, {
    industries: new Set(['x']),
    classification: { name: 'any', sections: sections.map(([id, divisions]) => ({ id, divisions })) },
  });
};

describe('the letter before a code', () => {
  const sections = [
    ['C', '13-43'],
    ['D', '44-46'],
  ] as const;

  it('may say the section that its division is in', async () => {
    const { map } = await read(['C34', 'd4411', '35', 'D'], sections);
    expect(map.map(({ code }) => code)).toEqual(['34', '4411', '35', 'D']);
  });

  it('is a problem where it says another section', async () => {
    await expect(read(['C34', 'D342'], sections)).rejects.toMatchObject({
      problems: [
        {
          code: 'UNKNOWN_INDUSTRY_CODE',
          line: 3,
          column: 'gbt_code',
          found: 'D342',
          expected: 'C342 or 342: division 34 is in section C',
        },
      ],
    });
  });

  it('says nothing where sections have no letters', async () => {
    const { map } = await read(
      ['D34'],
      [
        ['31-33', '31-33'],
        ['34', '34'],
      ],
    );
    expect(map[0]!.code).toBe('34');
  });
});
