import { assumedPds } from './assumed-pds.js';
import { bar, count, many, percent, plain, quiet, table } from './print.js';

type Dipper = typeof import('../src/main-job.js');
type Models = import('../src/main-job.js').Models;

type Rated = import('../src/main-job.js').RatedSummary;
type Summary = import('../src/main-job.js').RunSummary;

/** What the tables of a run are told by. */
export interface Shown {
  readonly models: Models;
  readonly dipper: Dipper;
  readonly currency: string;
}

/** Firms by tier, the parts of the scale beside published shares. */
export function tierLines(
  summary: Rated,
  { enterprise }: Pick<Models, 'enterprise'>,
  { scaleParts, wordingIn }: Dipper,
): string {
  const { reference, tiers } = enterprise.value;
  const rated = Math.max(1, summary.counts.rated ?? 0);
  const most = Math.max(...summary.tiers, 1);
  const hasPds = tiers.some(({ pdPpm }) => pdPpm !== null);
  const rows = summary.tiers.map((firms, i) => {
    const { floor, pdPpm } = tiers[i]!;
    const pd = pdPpm === null ? '' : percent(pdPpm / 1e6);
    const own = [`R${i + 1}`, `${floor}+`, count(firms), percent(firms / rated)];
    return [...own, ...(hasPds ? [pd] : []), bar(firms / most)];
  });
  const head = ['tier', 'score', 'firms', 'share', ...(hasPds ? ['pd'] : []), ''];
  const bars = head.length - 1;
  const pyramid = table(head, rows, [0, bars], [bars]);
  const groups = scaleParts.map(({ id, from, to }) => {
    const share = summary.tiers.slice(from - 1, to).reduce((sum, firms) => sum + firms, 0) / rated;
    const published = reference === undefined ? '' : `  published ${percent(reference[id])}`;
    return `  ${`${id} R${from}-R${to}`.padEnd(13)} ${percent(share).padStart(8)}${quiet(published)}`;
  });
  const source =
    reference === undefined ? '' : quiet(`\n  published: ${plain(wordingIn(reference.source, 'en'))}`);
  return `${pyramid}\n\n${groups.join('\n')}${source}`;
}

/** The list's lines by industry. */
export function lineTable(
  { lines, counts }: Summary,
  names: ReadonlyMap<string, string>,
  currency: string,
): string {
  if (lines.length === 0) return '  no firm is on the list';
  const rate = (bp: number) => `${(bp / 100).toFixed(2)} %`;
  const rows = lines.map((row) => [
    names.get(row.industryId) ?? 'outside the studied industries',
    count(row.firms),
    count(row.lineSum),
    count(row.lineMean),
    rate(row.rateBp),
  ]);
  const total = lines.reduce((sum, row) => sum + row.lineSum, 0);
  const interest = lines.reduce((sum, row) => sum + row.lineSum * row.rateBp, 0);
  const firms = counts.targets ?? 0;
  rows.push(['all', count(firms), count(total), count(total / firms), rate(interest / total)]);
  return table(['industry', 'firms', `lines ${currency}`, 'mean line', 'mean rate (indicative)'], rows);
}

/** Expected use and loss of what the caps leave, whom they stop, and the published figures beside. */
export function portfolioLines(
  { portfolio, counts, lines }: Summary,
  { models, dipper, currency }: Shown,
): string {
  const { firms, lineSum, use, expectedLoss, stopped } = portfolio;
  const { published } = models.policy.value;
  const total = lines.reduce((sum, row) => sum + row.lineSum, 0);
  const mean = counts.targets ? `, mean line ${count(total / counts.targets)}` : '';
  const own = [
    `  ${many(firms, 'firm')} within the caps: lines ${count(lineSum)}, expected use ${count(use)}, expected loss ${count(expectedLoss)} ${currency}`,
    ...stopped.map(
      ({ cap, firms: n, lineSum: sum }) =>
        `  stopped by ${plain(cap)}: ${many(n, 'firm')}, lines ${count(sum)}`,
    ),
    ...assumedPds(models),
  ];
  if (published === undefined) return own.join('\n');
  const beside = [
    `  this list: ${count(counts.targets ?? 0)} of ${many(counts.rated ?? 0, 'rated firm')}${mean}`,
    quiet(
      `  published, for a whole city: about ${count(published.targets)} firms on the list; ${count(published.granted)} granted, mean granted line ${count(published.grantedMean)}`,
    ),
    quiet(`  ${plain(dipper.wordingIn(published.source, 'en'))}`),
  ];
  return [...own, ...beside].join('\n');
}

/** Gates by the firms that they stop. */
export function gateTable(
  { gates, lentTo }: Summary,
  { policy }: Models,
  { gatesOf, gateText }: Dipper,
): string {
  const texts = new Map(gatesOf(policy.value).map((gate) => [gate.code, plain(gateText(gate, 'en'))]));
  const rows = gates
    .filter(({ firms }) => firms > 0)
    .map(({ code, firms, alone }) => [code, count(firms), count(alone), texts.get(code) ?? '']);
  const where = `${many(lentTo, 'firm')} in the lent-to tiers`;
  if (rows.length === 0) return lentTo === 0 ? `  ${where}` : `  ${where}, all on the list`;
  const note = quiet(`  of ${where}; a firm can fail several`);
  return `${table(['gate', 'firms', 'this one only', 'meaning'], rows, [0, 3])}\n${note}`;
}
