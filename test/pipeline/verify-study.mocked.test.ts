import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStudy, runStudy, verifyStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const broken = vi.hoisted(() => ({ isBroken: false, lost: -1, refused: -1 }));
vi.mock('../../src/ingest/company-records.js', async (original) => {
  const real = await original<typeof import('../../src/ingest/company-records.js')>();
  async function* withoutLost(...args: Parameters<typeof real.companyRecords>) {
    let place = -1;
    for await (const record of real.companyRecords(...args)) {
      place++;
      if (place === broken.lost) continue;
      const isRefused = place === broken.refused;
      yield isRefused ? { ...record, problems: [{ code: 'TYPE', expected: 'x' }] } : record;
    }
  }
  return { ...real, companyRecords: withoutLost as typeof real.companyRecords };
});
vi.mock('../../src/enterprise/bin-of.js', async (original) => {
  const { binOf } = await original<typeof import('../../src/enterprise/bin-of.js')>();
  return {
    binOf: ((bins, value) =>
      broken.isBroken && value === 'A' && bins.length > 1
        ? (binOf(bins, value) + 1) % bins.length
        : binOf(bins, value)) as typeof binOf,
  };
});
afterEach(() => {
  broken.isBroken = false;
  broken.lost = -1;
  broken.refused = -1;
});

describe('verifyStudy', () => {
  it('finds no difference on the sample, in any column, with tiers of a run before', async () => {
    const folder = copyFoshan(5000);
    const { folder: run } = await runStudy(await openStudy(folder));
    edit(folder, 'dipper.json', (text) => {
      const study = JSON.parse(text);
      study.inputs.previousRatings = join(run, 'ratings.csv');
      return JSON.stringify(study);
    });
    edit(folder, 'companies.csv', (text) => text.replace(/\n(\w+),/, '\n$1 $1,'));
    const shares: number[] = [];
    const onProgress = ({ share }: { readonly share?: number }) => {
      if (share !== undefined) shares.push(share);
    };
    const found = await verifyStudy(await openStudy(folder), { onProgress });
    expect(shares).toEqual([1, 1001, 2001, 3001, 4001].map((record) => record / 4999));
    expect(found).toMatchObject({ rows: 4999, differing: 0, rejected: 1, byColumn: {}, first: null });
    expect(found.columns).toEqual(
      expect.arrayContaining(['tier', 'pd_ppm', 'bins_1', 'line_amount', 'gates']),
    );
  });

  it('takes a seeded sample', async () => {
    const study = await openStudy(copyFoshan(2000));
    const one = await verifyStudy(study, { sample: 300 });
    expect(one.rows).toBeGreaterThan(220);
    expect(one.rows).toBeLessThan(380);
    expect(await verifyStudy(study, { sample: 300 })).toEqual(one);
    expect((await verifyStudy({ ...study, seed: 2 }, { sample: 300 })).rows).not.toBe(one.rows);
  });

  it('counts a record that one reading lost or refused as one difference, and names it', async () => {
    const study = await openStudy(copyFoshan(300));
    const third = readFileSync(join(study.folder, 'companies.csv'), 'utf8').split('\n')[3]!.split(',')[0]!;
    for (const fault of ['lost', 'refused'] as const) {
      broken[fault] = 2;
      const found = await verifyStudy(study);
      expect(found).toMatchObject({ rows: 300, differing: 1 });
      expect(found.first).toMatchObject({ companyId: third, line: null, file: null, features: [] });
      expect(found.first!.differences).toContainEqual({ column: 'company_id', expected: null, found: third });
      broken[fault] = -1;
    }
  });

  it('says where a wrong reading differs, and how it was read', async () => {
    broken.isBroken = true;
    const found = await verifyStudy(await openStudy(copyFoshan(300)));
    expect(found.differing).toBeGreaterThan(10);
    expect(Object.keys(found.byColumn)).toEqual(expect.arrayContaining(['raw_score']));
    expect(found.first!.differences.map(({ column }) => column)).toContain('raw_score');
    const { features, line, companyId } = found.first!;
    expect(features.find(({ value }) => value === 'A')).toBeDefined();
    expect(line).toBeGreaterThan(1);
    expect(companyId).toMatch(/^9144/);
  });
});
