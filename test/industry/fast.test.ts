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

describe('figures that an industry lacks', () => {
  it('are told for every industry and dimension at once, with what the indicator asks for', async () => {
    const four = { f: ['g1'], s: ['g2'], t: ['g3', 'g4'] };
    const refused = fitFew({
      figures: ['one,90,,5,0', 'two,60,,5,7', 'six,,80,,7', 'ten,,,5,7'],
      tree: four,
      judgements: ['ann,fast,f,s,1', 'ann,fast,s,t,1', 'ann,t,g3,g4,1'],
      indicators: {
        g3: { source: { from: 'growth', column: 'g3', years: 3 } },
        g4: { source: { from: 'ratio', numerator: 'g3', denominator: 'g4' }, missing: 'refuse' },
      },
    });
    await expect(refused).rejects.toMatchObject({
      code: 'BAD_INDICATOR',
      problems: [
        { path: 'indicators.g3', found: 'no figure of any industry' },
        {
          path: 'indicators.g4',
          found: 'nothing for one',
          expected: 'g3, and g4 above 0, in industries.csv',
        },
        { path: 'indicators.g4', found: 'nothing for six' },
        { found: 'no figure of dimension f for six' },
        { found: 'no figure of dimension f for ten' },
        { found: 'no figure of dimension s for one' },
        { found: 'no figure of dimension s for two' },
        { found: 'no figure of dimension s for ten' },
      ],
    });
  });
});

describe('figures too large to reckon with', () => {
  it('are refused, from a column or as a ratio: scores were no numbers', async () => {
    const indicators = {
      g1: { normalisation: { kind: 'benefit' } },
      g2: { source: { from: 'ratio', numerator: 'g1', denominator: 'g2' } },
    };
    const refused = fitFew({
      figures: ['one,1e308,80', 'two,-1e308,1e-10', 'six,3,1e-98'],
      tree,
      judgements,
      indicators,
    });
    await expect(refused).rejects.toMatchObject({
      code: 'BAD_INDICATOR',
      problems: [
        { path: 'indicators.g1', found: '1e+308 for one', expected: 'a figure up to 1e100 in size' },
        { path: 'indicators.g1', found: '-1e+308 for two' },
        { path: 'indicators.g2', found: '1.25e+306 for one' },
        { path: 'indicators.g2', found: '-Infinity for two' },
      ],
    });
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
