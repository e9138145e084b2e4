import { expect, it } from 'vitest';
import { openStudy, runStudy, trainStudy, validateRun } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const RATE = 0.02;

/** The study without customers, its pds moved to a rate. */
function spec(folder: string, longRunBadRate: number | null): string {
  edit(folder, 'models/enterprise.spec.json', (text) => {
    const { label, ...rest } = JSON.parse(text);
    const { customers: _customers, ...own } = label;
    return JSON.stringify({ ...rest, label: own, calibration: { longRunBadRate } });
  });
  return folder;
}

it('pds moved to a long-run bad rate are held against bads that count for as many as the correction says', async () => {
  const folder = spec(copyFoshan(5000), RATE);
  const study = await openStudy(folder);
  const { document } = await trainStudy(study);
  const { priorShift } = document.training.calibration!;
  const [{ train }] = document.training.evaluations as [(typeof document.training.evaluations)[number]];
  // The card before it was moved, on the sample as it was drawn: log-loss does not go by the correction.
  const plain = await trainStudy(await openStudy(spec(copyFoshan(5000), null)));
  expect(train.logLoss).toBeCloseTo(plain.document.training.evaluations[0]!.train.logLoss, 9);
  const { manifest } = await runStudy(study, { part: 'score' });
  const found = await validateRun(study, { run: manifest.run });
  expect(found.prior).toEqual({ shift: priorShift, weighed: found.labelled.n });
  expect(found.pooled.status).toBe('pass');
  for (const { name, n, d, low, high } of found.tiers) {
    const tier = document.tiers.find((each) => `R${each.tier}` === name)!;
    expect([name, n, d]).toEqual([name, tier.n, tier.d]);
    expect([name, low, high]).toEqual([
      name,
      expect.closeTo(tier.low / 1e6, 5),
      expect.closeTo(tier.high / 1e6, 5),
    ]);
  }
  const { stdout } = await dipperHere('validate', '--study', folder, '--run', manifest.run);
  expect(stdout).toContain(`their odds times ${Math.exp(priorShift).toFixed(3)}, and so much a bad firm`);
});
