import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mappingOf, pathOf, pathsOf } from '../../src/document/mapping.js';
import { openStudy } from '../../src/study/open-study.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const changed = (change: (study: { inputs: object }) => object): string => {
  const folder = copyFoshan(1);
  edit(folder, 'dipper.json', (text) => JSON.stringify(change(JSON.parse(text))));
  return folder;
};

describe('the inputs of a study', () => {
  it('are paths from its folder', async () => {
    const folder = copyFoshan(1);
    const { inputs } = await openStudy(folder);
    expect(inputs.companies).toBe(join(folder, 'companies.csv'));
  });

  it('may be several company files, each table with its own mapping', async () => {
    const mapping = { companies: { 备注: null }, industries: { 产业: { column: 'industry_id' } } };
    const folder = changed((study) => ({
      ...study,
      inputs: { ...study.inputs, companies: ['a.csv', '../b.csv.gz'] },
      mapping,
    }));
    const { inputs } = await openStudy(folder);
    expect(pathsOf(inputs.companies!)).toEqual([join(folder, 'a.csv'), join(folder, '..', 'b.csv.gz')]);
    expect(mappingOf(inputs.companies!)).toEqual(mapping.companies);
    expect([pathOf(inputs.industries!), mappingOf(inputs.industries!)]).toEqual([
      join(folder, 'industries.csv'),
      mapping.industries,
    ]);
    expect(inputs.judgements).toBe(join(folder, 'judgements.csv'));
  });

  it('are refused where they cannot be meant', async () => {
    const wrong: readonly object[] = [
      { mapping: { company: {} } },
      { out: 'a\0b' },
      { inputs: { companies: 'a\0b' } },
      { inputs: { companies: ['a.csv', 'a\0b'] } },
      { mapping: { previousRatings: { x: null } } },
      { mapping: { companies: { x: 'name' } } },
      { mapping: { companies: { x: { column: 'name', dateFormat: 'YYYYMD' } } } },
    ];
    for (const more of wrong) {
      const folder = changed((study) => ({ ...study, ...more }));
      await expect(openStudy(folder), JSON.stringify(more)).rejects.toMatchObject({ code: 'BAD_DOCUMENT' });
    }
    const none = changed((study) => ({ ...study, inputs: { ...study.inputs, companies: [] } }));
    await expect(openStudy(none)).rejects.toMatchObject({ code: 'BAD_DOCUMENT' });
  });
});
