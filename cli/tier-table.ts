import { bar, count, percent, quiet, table, warning } from './print.js';

type Document = import('../src/index.js').EnterpriseDocument;

const TIER_HEAD = ['tier', 'floor', 'share', 'pd', 'N', 'D', 'bad rate', '90 %'];

type Power = (n: number, pd: number) => number;

/** Whether the tier's firms could show that its pd is half the truth. */
function powerText(pdPpm: number | null, n: number, power: Power): string {
  if (pdPpm === null) return '';
  const chance = power(n, pdPpm / 1e6);
  return chance < ENOUGH ? warning(`NO POWER (${percent(chance)})`) : percent(chance);
}
/** As the library's ENOUGH_POWER. */
const ENOUGH = 0.8;
const POWER_NOTE =
  'power: the chance that the tier’s firms would show a pd twice as high (exact binomial, 5 %); below 80 % its rate confirms nothing: NO POWER';

/**
 * The tiers of a trained document: where they start, who is in them, what they paid.
 * @param document the document
 * @param power of the test of a tier's pd; undefined where firms carry weights and raw counts say nothing about pds
 */
export function tierTable(document: Document, power: Power | undefined): string {
  const { tiers, training } = document;
  const shipped = training.evaluations[0];
  const test = shipped?.test === null ? undefined : shipped?.tiers;
  const rate = (ppm: number | null) => (ppm === null ? '' : percent(ppm / 1e6));
  const rows = tiers.map(({ tier, floor, pdPpm, n, d, badRatePpm, low, high, pooled }, i) => {
    const seen = test?.[i];
    const can = power === undefined ? [] : [powerText(pdPpm, n, power)];
    const own = [count(n), count(d), rate(badRatePpm), n === 0 ? '' : `${rate(low)} to ${rate(high)}`];
    const held = seen === undefined ? [] : [count(seen.n), count(seen.d), rate(seen.badRatePpm)];
    const share = training.tierShares[i]!;
    return [
      `R${tier}`,
      String(floor),
      percent(share),
      `${rate(pdPpm)}${pooled ? ' *' : ''}`,
      ...own,
      ...can,
      ...held,
      bar(share, 20),
    ];
  });
  const made = table(
    [
      ...TIER_HEAD,
      ...(power === undefined ? [] : ['power']),
      ...(test === undefined ? [] : ['test N', 'test D', 'test rate']),
      '',
    ],
    rows,
  );
  const powers = power === undefined ? [] : [POWER_NOTE];
  const notes = [`* pooled or thin`, ...powers, sharesText(document), training.tierNote];
  return `${made}\n${notes.map((note) => quiet(`  ${note}`)).join('\n')}`;
}

function sharesText({ training, reference }: Document): string {
  const share = (from: number, to: number) =>
    percent(training.tierShares.slice(from - 1, to).reduce((sum, each) => sum + each, 0));
  const ours = `head ${share(1, 5)}, mid ${share(6, 9)}, tail ${share(10, 15)}`;
  if (reference === undefined) return ours;
  return `${ours}; published ${percent(reference.head)}, ${percent(reference.mid)}, ${percent(reference.tail)}`;
}
