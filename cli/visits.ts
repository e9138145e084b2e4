import {
  count,
  heading,
  many,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';

interface VisitsFlags {
  readonly study: string;
  readonly sample: string;
  readonly json?: boolean;
}

type Visited = import('../src/index.js').Visited;

/** `dipper visits`: what visits say of the company table and of the ratings. */
export async function visits(file: string, flags: VisitsFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const found = await dipper.visitFirms(study, { sample: flags.sample, visits: file });
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const { drawn, visited, seen, gone, unrated, fields, moved, tiersMoved } = found;
  const nothing = visited === seen ? '' : `; of ${count(visited - seen)} of them nothing was seen`;
  printLines(`visited: ${count(visited)} of the sample’s ${many(drawn, 'firm')}${nothing}`);
  if (found.sampledOn !== null) printLines(warning(sampledText(found.sampledOn, study.asOf)));
  printLines(...lost(gone, 'no longer in the company table'), ...lost(unrated, 'no longer to be rated'));
  const rows = fields.map(({ field, seen, notInFile, same, relativeError }) => [
    plain(field),
    count(seen),
    count(notInFile),
    share(same),
    relativeError === null ? '' : interval(relativeError, Number.POSITIVE_INFINITY),
  ]);
  const head = ['column', 'seen', 'not in file', 'same as file', 'relative error'];
  printLines(heading('The company table, as seen'), table(head, rows, [0, 3, 4]));
  printLines(heading('Ratings with what was seen'), ...moveLines(found));
  printLines(
    `  another tier: ${share(moved)} of firms; on average ${signed(tiersMoved.mean)} tiers${between(tiersMoved, signed)}, above 0 is worse`,
    quiet('  means stand for the rated firms of the visited tiers, 95 % intervals'),
  );
}

const sampledText = (day: string, asOf: string): string =>
  `  the sample is of a run of ${day}, the company table of ${asOf}: what differs may have changed since`;

/** A mean with its interval, which ends at 0 and at `most`. */
const interval = (estimate: Visited['moved'], most: number) =>
  `${percent(estimate.mean)}${between(estimate, (end) => percent(Math.min(most, Math.max(0, end))))}`;
const share = (estimate: Visited['moved']) => interval(estimate, 1);

const between = ({ low, high }: Visited['moved'], show: (end: number) => string): string =>
  low === null || high === null ? ' (no interval)' : ` (${show(low)} to ${show(high)})`;

const lost = (ids: readonly string[], why: string): string[] =>
  ids.length === 0 ? [] : [`${count(ids.length)} of them ${why}: ${plain(ids.slice(0, 5).join(', '))}`];

const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(2)}`;

function moveLines({ tiers, ratedTiers }: Visited): string[] {
  const rows = tiers.flatMap((row, i) =>
    row.flatMap((n, j) =>
      n === 0 || i === j ? [] : [[`R${i + 1} → R${j + 1}`, count(n), count(ratedTiers[i]![j]!)]],
    ),
  );
  return rows.length === 0 ? [] : [table(['tier', 'visited', 'rated firms they stand for'], rows, [0])];
}
