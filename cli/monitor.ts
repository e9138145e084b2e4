import { EXIT } from './exit.js';
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

interface MonitorFlags {
  readonly study: string;
  readonly run: string;
  readonly against: string;
  readonly plan?: string;
  readonly halves: number;
  readonly json?: boolean;
}

type Monitoring = import('../src/index.js').Monitoring;

/** `dipper monitor`: what drifted since an earlier run. */
export async function monitor(flags: MonitorFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { run, against, plan, halves } = flags;
  const found = await dipper.monitorRuns(study, {
    run,
    against,
    halves,
    ...(plan === undefined ? {} : { plan }),
  });
  if (found.status === 'fail' || found.otherCard) process.exitCode = EXIT.verdict;
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const { before, after, both } = found.firms;
  printLines(
    `${many(before, 'firm')} then (${plain(found.against)}), ${count(after)} now (${plain(found.run)}), ${count(both)} in both`,
  );
  printLines(...orderLines(found), ...otherCardLines(found));
  if (Math.min(before, after) < FEW)
    printLines(
      warning(`  fewer than ${FEW} firms: indices move far by chance, and their limits do not say how far`),
    );
  printLines(heading('Drift'), checkTable(found));
  if (both > 0)
    printLines(
      heading('Firms by tier before (rows) and now'),
      migrationTable(found.migration),
      movedLine(found.migration),
    );
  if (found.falseAlarms !== null) printLines(alarmLine(found.falseAlarms));
  printLines(`\n${said(found.status)}${found.otherCard ? quiet(UNCOMPARED) : ''}`);
}

const UNCOMPARED = '  what two cards do not share is not compared, and does not pass';

/** Only long lists of categories are cut, never a figure of a range. */
const shortened = (bin: string) => (bin.length > 60 ? `${bin.slice(0, 59)}…` : bin);

/** Runs whose days say that they were given the wrong way round. */
function orderLines({ run, against }: Monitoring): string[] {
  const [now, then] = [run, against].map((id) => id.slice(0, 'YYYY-MM-DD'.length)) as [string, string];
  if (now >= then) return [];
  return [warning(`  --run is of an earlier day than --against (${now}, ${then}): they may be swapped`)];
}

/** What is left out of runs whose cards rate differently. */
function otherCardLines({ otherCard }: Monitoring): string[] {
  if (!otherCard) return [];
  const lines = [
    '  another enterprise.json rated the earlier run: its points, bins and tiers stand on another scale',
    '  left out: stability of score and features, false alarms in halves; told: tiers, as each card has them',
  ];
  return lines.map(warning);
}

/** Five firms in each of ten classes: with fewer the chance of an index is not that of χ². */
const FEW = 50;

const said = (status: string) => (status === 'pass' ? status : warning(status));

function checkTable({ checks, otherCard }: Monitoring): string {
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : value.toFixed(4);
  const rows = checks.map(
    ({ check, subject, value, n, m, critical, limits, status, pointsShift, moved, movedBin }) => [
      check,
      check === 'feature' ? plain(subject) : '',
      number(value),
      number(limits?.watch),
      number(limits?.fail),
      number(critical),
      pointsShift === null ? '' : pointsShift.toFixed(1).replace(/^-(?=0\.0$)/, ''),
      moved === null
        ? ''
        : `${percent(moved.from)} → ${percent(moved.to)} ${shortened(plain(movedBin ?? ''))}`,
      `${count(n)} / ${count(m)}`,
      status === null ? quiet('shown') : said(status),
    ],
  );
  const head = [
    'check',
    'feature',
    'value',
    'watch',
    'fail',
    'by chance',
    'points',
    'moved most',
    'firms',
    'status',
  ];
  const ofIndices =
    '  stability indices count as drift only above their limit and above what chance alone gives (95 %)';
  const notes = [
    ...(otherCard ? [] : [ofIndices]),
    '  downgrades, upgrades: the tiers moved over those that these firms could have moved (matrix weighted bandwidth); no shares of firms',
  ];
  return [table(head, rows, [0, 1, 7, 9]), ...notes.map(quiet)].join('\n');
}

/** How many firms moved which way. */
function movedLine(migration: Monitoring['migration']): string {
  const firms = (isAsked: (before: number, now: number) => boolean) =>
    count(migration.flatMap((row, i) => row.filter((_n, j) => isAsked(i, j))).reduce((a, b) => a + b, 0));
  const [down, same, up] = [firms((i, j) => j > i), firms((i, j) => j === i), firms((i, j) => j < i)];
  return `  ${down} went down, ${up} went up, ${same} stayed in their tier`;
}

function migrationTable(migration: Monitoring['migration']): string {
  const used = migration
    .map((_row, i) => i)
    .filter((i) => migration[i]!.some((n) => n > 0) || migration.some((row) => row[i]! > 0));
  const rows = used.map((i) => [
    `R${i + 1}`,
    ...used.map((j) => (migration[i]![j] === 0 ? '·' : count(migration[i]![j]!))),
  ]);
  return table(['', ...used.map((j) => `R${j + 1}`)], rows);
}

function alarmLine({ halves, score, any }: NonNullable<Monitoring['falseAlarms']>): string {
  const share = (n: number) => percent(n / halves);
  return quiet(
    `  false alarms in ${count(halves)} random halves of the earlier run: score ${count(score)} (${share(score)}), anything ${count(any)} (${share(any)})`,
  );
}
