import { expect, it } from 'vitest';
import type { EnterpriseSpec } from '../../src/document/enterprise-spec.js';
import { leavers } from '../../src/enterprise/leavers.js';

const spec = {
  selection: { eventsPerFeature: 10 },
  fit: { method: 'ml', nonNegative: true },
} as unknown as EnterpriseSpec;

/** A column by its information value and the goods and bads of its bins. */
const column = (id: string, iv: number, ...bins: readonly (readonly [goods: number, bads: number])[]) => ({
  feature: { id, dimension: 'd' },
  iv,
  bins: bins.map(([goods, bads]) => ({ goods, bads })),
});

function leaving(features: readonly ReturnType<typeof column>[], separated: readonly string[]) {
  const places = features.flatMap(({ feature }, at) => (separated.includes(feature.id) ? [at] : []));
  const fit = { separated: places, apart: false, bound: [], coefficients: features.map(() => 20) };
  const made = { features, data: { y: [0, 1] }, fit } as unknown as Parameters<typeof leavers>[0];
  return leavers(made, spec).map(({ at, why }) => [features[at]!.feature.id, why.stage, why.reason]);
}

const mixed = column('mixed', 3, [30, 2], [5, 5], [2, 30]);
const weak = column('weak', 0.4, [20, 10], [17, 27]);
const apart = column('apart', 5, [37, 0], [0, 37]);
const nearly = column('nearly', 4, [30, 0], [7, 37]);

it('turns away what separates by itself, wherever it stands, and keeps what ran away beside it', () => {
  for (const order of [
    [mixed, apart, weak],
    [weak, mixed, apart],
    [apart, weak, mixed],
  ])
    expect(leaving(order, ['mixed', 'apart', 'weak'])).toEqual([
      ['apart', 'separation', expect.stringMatching(/^separates good from bad: no finite maximum/)],
    ]);
  expect(leaving([nearly, mixed, apart], ['nearly', 'mixed', 'apart']).map(([id]) => id)).toEqual([
    'nearly',
    'apart',
  ]);
});

it('turns away the weakest of those that separate only together', () => {
  for (const order of [
    [mixed, weak],
    [weak, mixed],
  ])
    expect(leaving(order, ['mixed', 'weak'])).toEqual([
      ['weak', 'separation', expect.stringContaining('together with others, of which it tells least')],
    ]);
});
