import { describe, expect, it } from 'vitest';
import { dipper } from '../fixtures/cli.js';
import { writeIndustryStudy } from '../fixtures/industry-study.js';

const tree = { f: ['g1', 'g2', 'g3'] };
const judgements = ['g1,g2', 'g1,g3', 'g2,g3'].map((pair) => `ann,f,${pair},1`);
const figures = ['one,90,80,70', 'two,60,50,40', 'three,3,2,1'];

describe('dipper industries --fit', () => {
  it('counts kept targets of those that there are', () => {
    const spec = { targets: { top: 2, minScore: 60 } };
    const folder = writeIndustryStudy({ figures, tree, judgements, spec });
    const { stdout } = dipper('industries', '--study', folder, '--fit');
    expect(stdout).toMatch(/linear scale .* 1 of 1/);
    expect(stdout).not.toMatch(/ of 2$/m);
  });
});
