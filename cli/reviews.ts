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
} from './print.js';

interface ReviewsFlags {
  readonly study: string;
  readonly run: string;
  readonly json?: boolean;
}

type Agreement = import('../src/index.js').ReviewedRun['all'];

/** `dipper reviews`: how far reviewers agree with a run. */
export async function reviews(file: string, flags: ReviewsFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const found = await dipper.reviewRun(study, { run: flags.run, reviews: file });
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const rows = [...found.departments.map((each) => cells(each.department, each)), cells('all', found.all)];
  const head = ['department', 'reviews', 'firms', 'same tier', '≤ 1 apart', '≥ 3 apart', 'κ', 'difference'];
  printLines(heading(`Reviews against ${found.run}`), table(head, rows, [0, 6, 7]));
  printLines(
    quiet(
      '  κ: Cohen, squared distances, 95 %; difference: reviewed less rated tier, above 0 = reviewers see more risk',
    ),
  );
  if (found.unrated.length > 0)
    printLines(`${many(found.unrated.length, 'reviewed firm')} without a rating: ${some(found.unrated)}`);
}

function cells(name: string, { n, firms, same, near, far, kappa, difference }: Agreement): string[] {
  const of = (part: number) => percent(part / n);
  const { mean, low, high } = difference;
  const interval = low === null || high === null ? '' : ` (${signed(low)} to ${signed(high)})`;
  return [
    plain(name),
    count(n),
    count(firms),
    of(same),
    of(near),
    of(far),
    kappa === null ? 'not defined' : kappaText(kappa),
    `${signed(mean)}${interval}`,
  ];
}

function kappaText({ kappa, low, high }: NonNullable<Agreement['kappa']>): string {
  const interval = low === null || high === null ? '' : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
  return `${kappa.toFixed(3)}${interval}`;
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(2)}`;

const some = (ids: readonly string[]) =>
  `${ids.slice(0, 5).map(plain).join(', ')}${ids.length > 5 ? ', …' : ''}`;
