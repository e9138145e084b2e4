import { describe, expect, it } from 'vitest';
import { fitFew, writeIndustryStudy } from '../fixtures/industry-study.js';

const tree = { f: ['g1', 'g2'] };
const judgements = ['ann,f,g1,g2,1'];
const figures = ['one,90,80', 'two,60,50'];

describe('an indicator without a figure of any industry', () => {
  it('is refused, whatever its bounds: its weight would go to the others unseen', async () => {
    const empty = ['one,90,', 'two,60,'];
    const target = { kind: 'target', target: 50, tolerance: 10 };
    for (const indicators of [
      {},
      { g2: { normalisation: target } },
      { g2: { normalisation: { kind: 'cost' } } },
    ])
      await expect(fitFew({ figures: empty, tree, judgements, indicators })).rejects.toMatchObject({
        code: 'BAD_INDICATOR',
        problems: [{ path: 'indicators.g2', found: 'no figure of any industry' }],
      });
  });

  it('is refused where it is counted from flows that no file holds', async () => {
    const indicators = { g2: { source: { from: 'overlap', by: 'io' } } };
    await expect(fitFew({ figures, tree, judgements, indicators })).rejects.toMatchObject({
      code: 'NO_INPUT',
      problems: [{ file: 'dipper.json', path: 'inputs.industryIo' }],
    });
    const inputs = { industryIo: 'from_industry,to_industry,amount\none,two,1\none,one,1\n' };
    const { document } = await fitFew({ figures, tree, judgements, indicators, inputs });
    expect(document.industries.map(({ missing }) => missing)).toEqual([[], []]);
  });
});

describe('bounds kept from the document before', () => {
  it('are those that were learned, not those that the spec gives', async () => {
    const indicators = { g2: { normalisation: { kind: 'benefit', low: 0 } } };
    const folder = writeIndustryStudy({ figures, tree, judgements, indicators });
    expect((await fitFew(folder)).keptBounds).toEqual([]);
    const again = await fitFew(folder);
    expect(again.keptBounds).toEqual(['g2']);
    expect(again.document.indicators.map(({ bounds }) => bounds)).toEqual([
      { low: 0, high: 100 },
      { low: 0, high: 80 },
    ]);
  });
});
