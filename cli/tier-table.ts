import { bar, count, percent, quiet, table, warning } from './print.js';

type Dipper = typeof import('../src/index.js');
type Document = import('../src/index.js').EnterpriseDocument;

const TIER_HEAD = ['tier', 'floor', 'share', 'pd', 'N', 'D', 'bad rate', '90 %', 'power'];

/** Whether the tier's firms could show that its pd is half the truth. */
function powerText(
  pdPpm: number | null,
  { n, factor }: { readonly n: number; readonly factor: number },
  { powerForDoubledPd, ENOUGH_POWER }: Dipper,
): string {
  if (pdPpm === null) return '';
  const chance = powerForDoubledPd(Math.round(n), pdPpm / 1e6, factor);
  return chance < ENOUGH_POWER ? warning(`NO POWER (${percent(chance)})`) : percent(chance);
}
const POWER_NOTE =
  'power: the chance that the tier’s firms would show a pd twice as high (exact binomial, 5 %); below 80 % its rate confirms nothing: NO POWER';

const TEST_NOTE =
  'N, D: labelled firms, own customers where the spec names them, train and test; test N, D: all test rows; rates weigh firms, N and D count them';

/** The tiers of a trained document: where they start, who is in them, what they paid. */
export function tierTable(document: Document, dipper: Dipper): string {
  const { tiers, training } = document;
  if (training.fit === null) return unlabelledTable(document, dipper);
  const shipped = training.evaluations[0];
  const test = shipped?.test === null ? undefined : shipped?.tiers;
  const rate = (ppm: number | null) => (ppm === null ? '' : percent(ppm / 1e6));
  const rows = tiers.map(({ tier, floor, pdPpm, n, d, drawn, badRatePpm, low, high, pooled }, i) => {
    const seen = test?.[i];
    const power = powerText(pdPpm, drawn ?? { n, factor: 1 }, dipper);
    const own = [count(n), count(d), rate(badRatePpm), n === 0 ? '' : `${rate(low)} to ${rate(high)}`];
    const held = seen === undefined ? [] : [count(seen.n), count(seen.d), rate(seen.badRatePpm)];
    const share = training.tierShares[i]!;
    return [
      `R${tier}`,
      String(floor),
      percent(share),
      `${rate(pdPpm)}${pooled ? ' *' : ''}`,
      ...own,
      power,
      ...held,
      bar(share, 20),
    ];
  });
  const tested = test === undefined ? [] : ['test N', 'test D', 'test rate'];
  const head = [...TIER_HEAD, ...tested, ''];
  const bars = head.length - 1;
  const made = table(head, rows, [0, bars], [bars]);
  const ofPds = [
    ...(tiers.some(({ pooled }) => pooled) ? ['* pooled or thin'] : []),
    ...(tiers.some(({ pdPpm }) => pdPpm !== null) ? [POWER_NOTE] : []),
  ];
  const ofTest = test === undefined ? [] : [TEST_NOTE];
  const notes = [...ofPds, ...ofTest, sharesText(document, dipper), training.tierNote];
  return `${made}\n${notes.map((note) => quiet(`  ${note}`)).join('\n')}`;
}

/** The tiers of a card without labels: nobody is known to be good or bad. */
function unlabelledTable(document: Document, dipper: Dipper): string {
  const { tiers, training } = document;
  const rows = tiers.map(({ tier, floor }, i) => {
    const share = training.tierShares[i]!;
    return [`R${tier}`, String(floor), percent(share), bar(share, 20)];
  });
  const notes = [sharesText(document, dipper), training.tierNote];
  const made = table(['tier', 'floor', 'share', ''], rows, [0, 3], [3]);
  return `${made}\n${notes.map((note) => quiet(`  ${note}`)).join('\n')}`;
}

function sharesText({ training, reference }: Document, { scaleParts: parts }: Dipper): string {
  const shares = parts.map(({ id, from, to }) => {
    const share = training.tierShares.slice(from - 1, to).reduce((sum, each) => sum + each, 0);
    return `${id} ${percent(share)}`;
  });
  if (reference === undefined) return shares.join(', ');
  return `${shares.join(', ')}; published ${parts.map(({ id }) => percent(reference[id])).join(', ')}`;
}
