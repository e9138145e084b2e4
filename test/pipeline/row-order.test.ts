import { expect, it } from 'vitest';
import { openStudy, trainStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

async function trained(reversed: boolean) {
  const folder = copyFoshan(5000);
  edit(folder, 'models/enterprise.spec.json', (text) =>
    JSON.stringify({ ...JSON.parse(text), challengers: ['forest', 'boosting'] }),
  );
  const turn = (text: string) => {
    const [head, ...rows] = text.trimEnd().split('\n');
    return `${[head, ...rows.reverse()].join('\n')}\n`;
  };
  if (reversed) edit(folder, 'companies.csv', turn);
  const { document } = await trainStudy(await openStudy(folder));
  return document.training;
}

it('challengers and the check of sources say the same of the same firms, whatever the order of the file', async () => {
  const [one, other] = [await trained(false), await trained(true)];
  // By an independent implementation: WOE of the pre-bins and a ridge of 1 on every second good firm in order of hash.
  for (const { sourceChecks } of [one, other])
    expect(sourceChecks.map(({ n, auc }) => [n, auc.toFixed(9)])).toEqual([
      [72, '0.536498708'],
      [43, '0.536498708'],
    ]);
  const told = ({ challenge }: typeof one) =>
    challenge!.models.map(({ model, auc, ks }) => [model, auc.toFixed(9), ks.toFixed(9)]);
  expect(told(other)).toEqual(told(one));
});
