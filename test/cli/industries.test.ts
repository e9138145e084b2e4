import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { writeIndustryStudy } from '../fixtures/industry-study.js';

const tree = { f: ['g1', 'g2', 'g3'] };
const judgements = ['g1,g2', 'g1,g3', 'g2,g3'].map((pair) => `ann,f,${pair},1`);
const figures = ['one,90,80,70', 'two,60,50,40', 'three,3,2,1'];

describe('dipper industries --fit', () => {
  it('counts kept targets of those that there are', async () => {
    const spec = { targets: { top: 2, minScore: 60 } };
    const folder = writeIndustryStudy({ figures, tree, judgements, spec });
    const { stdout } = await dipperHere('industries', '--study', folder, '--fit');
    expect(stdout).toMatch(/linear scale .* 1 of 1/);
    expect(stdout).not.toMatch(/ of 2$/m);
  });

  it('says of a variant too by which figures it was scored', async () => {
    const folder = writeIndustryStudy({ figures, tree, judgements });
    const add = (name: string, change: (text: string) => string, to = name) =>
      writeFileSync(join(folder, to), change(readFileSync(join(folder, name), 'utf8')));
    add('industries.csv', (text) => `${text}one,2020,90,80,70\ntwo,2019,60,50,40\nthree,2020,3,2,1\n`);
    const spec = 'models/industry.spec.json';
    const asOf = (text: string) => JSON.stringify({ ...JSON.parse(text), asOf: '2020-12-31' });
    add(spec, asOf, 'models/industry.old.spec.json');
    const { stdout } = await dipperHere('industries', '--study', folder, '--fit');
    expect(stdout).toMatch(
      /industry\.old as of 2020-12-31[\s\S]*older figures than the others: two \(2019\)/,
    );
  });
});

describe('dipper industries', () => {
  it('says which files are not what industry.json was fitted on, and nothing of those that are gone', async () => {
    const folder = writeIndustryStudy({ figures, tree, judgements });
    const path = (name: string) => join(folder, name);
    const told = async () => (await dipperHere('industries', '--study', folder)).stderr;
    await dipperHere('industries', '--study', folder, '--fit');
    expect(await told()).toBe('');
    writeFileSync(path('companies.csv'), 'company_id\nF1\n');
    rmSync(path('industryMap.csv'));
    expect(await told()).toBe('');
    writeFileSync(path('judgements.csv'), readFileSync(path('judgements.csv'), 'utf8').replace(',1', ',3'));
    writeFileSync(path('models/industry.spec.json'), '{');
    const { stdout, stderr, status } = await dipperHere('industries', '--study', folder);
    expect(stderr).toBe(
      'not as it was when industry.json was fitted: spec, judgements; --fit fits it again\n',
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining('FAST as of 2024-06-30')]);
  });
});
