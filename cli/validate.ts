import { EXIT } from './exit.js';
import {
  count,
  heading,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';
import { sampleLines } from './validate-sample.js';

interface ValidateFlags {
  readonly study: string;
  readonly run: string;
  readonly outcomes?: string;
  readonly by?: readonly string[];
  readonly internal?: string;
  readonly json?: boolean;
}

type Validation = import('../src/index.js').Validation;
type Test = Validation['pooled'];
type Tested = Test & { readonly adjustedP?: number };

/** `dipper validate`: what a run's ratings were worth. */
export async function validate(flags: ValidateFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { run, outcomes, by, internal } = flags;
  const found = await dipper.validateRun(study, {
    run,
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(by === undefined ? {} : { by }),
    ...(internal === undefined ? {} : { internal }),
  });
  if (found.status === 'fail') process.exitCode = EXIT.verdict;
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const { labelled, tested } = found;
  const who = tested.who === 'customers' ? 'the bank’s own customers' : 'every labelled firm';
  printLines(
    `${count(labelled.n)} rated firms with a known outcome, ${count(labelled.bads)} bad; pds are tested on ${who}: ${count(tested.n)}, ${count(tested.bads)} bad`,
  );
  printLines(...sampleLines(found));
  printLines(
    heading('Back-test by tier'),
    testTable([...found.tiers, found.pooled], 'tier'),
    quiet(`  ${NOTE}`),
    ...prudentLine([...found.tiers, found.pooled]),
  );
  if (found.steps.length > 0) printLines(heading('Tiers beside each other'), stepTable(found));
  printLines(
    heading('Probabilities'),
    found.probabilities === null
      ? quiet('  ranking and tests of probabilities need two good and two bad firms')
      : probabilityTable(found.probabilities, found.pooled),
  );
  if (found.sourcePairs.length > 0)
    printLines(heading('Ranking by source of goods and bads'), pairTable(found));
  if (internal !== undefined) printLines(heading('The bank’s own rating'), ...internalLines(found.internal));
  for (const segment of found.segments) printLines(...segmentLines(segment));
  const seen = found.trainedOn === 0 ? '' : quiet(', as the card fits what it was trained on');
  printLines(`\n${said(found.status)}${seen}`);
}

const NOTE =
  'pd p: Jeffreys, small where the pd is too low; p, Holm: held to what all tiers together allow (watch below 5 %, fail below 1 %); correlated: with asset correlation 0.12; power: to notice a pd twice as high';

/** The tests look for pds that are too low; one that is far too high costs business, not money. */
const SURE = 0.99;

function prudentLine(tests: readonly Test[]): string[] {
  const high = tests.filter(({ jeffreysP }) => jeffreysP > SURE).map(({ name }) => name);
  return high.length === 0 ? [] : [quiet(`  pd higher than what happened (99 % sure): ${high.join(', ')}`)];
}

const said = (status: string) => (status === 'pass' ? status : warning(status));
const p4 = (value: number) => (value < 0.0001 ? '< 0.0001' : value.toFixed(4));

function testTable(tests: readonly Tested[], by: string): string {
  const isWeighed = tests.some(({ effective, n }) => effective !== n);
  const rows = tests.map((test) => [
    plain(test.name) || (by === 'industry' ? 'outside the map' : 'none'),
    count(test.n),
    count(test.d),
    ...(isWeighed ? [count(test.effective)] : []),
    percent(test.rate),
    percent(test.pd),
    p4(test.jeffreysP),
    test.adjustedP === undefined ? '' : p4(test.adjustedP),
    p4(test.binomialP),
    p4(test.correlatedP),
    percent(test.power),
    said(test.status),
  ]);
  const size = isWeighed ? ['N eff'] : [];
  const head = [
    by,
    'N',
    'D',
    ...size,
    'rate',
    'pd',
    'pd p',
    'p, Holm',
    'binomial',
    'correlated',
    'power',
    'status',
  ];
  return table(head, rows, [0, head.length - 1]);
}

function segmentLines({ by, tests, small }: Validation['segments'][number]): string[] {
  const untested = `  not tested: ${count(small.segments)} with fewer than 30 firms, ${count(small.firms)} in all`;
  return [
    heading(`By ${plain(by)}`),
    ...(tests.length > 0 ? [testTable(tests, by)] : []),
    ...(small.segments > 0 ? [quiet(untested)] : []),
  ];
}

function stepTable({ steps }: Validation): string {
  const rows = steps.map(({ better, worse, n, d, z, p, power, status }) => [
    `${better} → ${worse}`,
    count(n),
    count(d),
    z.toFixed(2),
    p4(p),
    percent(power),
    said(status),
  ]);
  return table(['tiers', 'N', 'D', 'z', 'p', 'power', 'status'], rows, [0, 6]);
}

function probabilityTable(
  { n, bads, discrimination, spiegelhalter, hosmerLemeshow, line }: NonNullable<Validation['probabilities']>,
  pooled: Test,
): string {
  const isWeighed = pooled.effective !== pooled.n;
  const none = (otherwise: string) => [isWeighed ? 'left out: firms weigh differently' : otherwise, '', ''];
  const { auc, aucLow, aucHigh, ks, gini, status } = discrimination;
  const ranking = `AUC ${auc.toFixed(4)} (95 % ${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)}), Gini ${gini.toFixed(3)}, KS ${ks.toFixed(3)}`;
  const rows = [
    ['ranking', ranking, '', said(status)],
    [
      'Spiegelhalter',
      `Z ${spiegelhalter.z.toFixed(3)}, p ${p4(spiegelhalter.p)}`,
      percent(spiegelhalter.power),
      said(spiegelhalter.status),
    ],
    [
      'Hosmer-Lemeshow',
      ...(hosmerLemeshow === null
        ? none('not possible')
        : [
            `χ² ${hosmerLemeshow.chi2.toFixed(2)} on ${hosmerLemeshow.df}, p ${p4(hosmerLemeshow.p)}`,
            percent(hosmerLemeshow.power),
            said(hosmerLemeshow.status),
          ]),
    ],
    ['calibration line', ...(line === null ? none('no finite maximum') : lineCells(line))],
  ];
  return [
    quiet(`  N ${count(n)}, D ${count(bads)}; power: to notice that every pd is twice as high`),
    table(['test', 'result', 'power', 'status'], rows, [0, 1, 3]),
  ].join('\n');
}

type Line = NonNullable<NonNullable<Validation['probabilities']>['line']>;

function lineCells({ slope, slopeError, intercept, interceptError, wald, power, status }: Line): string[] {
  const fitted = `slope ${slope.toFixed(3)} ± ${slopeError.toFixed(3)}, intercept ${intercept.toFixed(3)} ± ${interceptError.toFixed(3)}`;
  return [`${fitted}; both at once: p ${p4(wald.p)}`, percent(power), said(status)];
}

function pairTable({ sourcePairs }: Validation): string {
  const rows = sourcePairs.map(({ goods, bads, n, d, auc }) => [
    goods,
    bads,
    count(n),
    count(d),
    auc.toFixed(4),
  ]);
  return table(['goods of', 'bads of', 'n', 'bad', 'AUC'], rows, [0, 1]);
}

function internalLines(found: Validation['internal']): string[] {
  if (found === null) return [quiet('  fewer than two good or two bad firms have both ratings')];
  return [internalTable(found), ...crossLines(found.crossTable)];
}

function internalTable({
  n,
  bads,
  kendall,
  auc,
  internalAuc,
  difference,
  apart,
}: NonNullable<Validation['internal']>): string {
  const rows = [
    ['firms with both ratings', `${count(n)}, ${count(bads)} bad`],
    ['Kendall τ-b', kendall === null ? 'not defined' : kendall.toFixed(3)],
    ['AUC here, of the bank’s own', `${auc.toFixed(4)}, ${internalAuc.toFixed(4)}`],
    [
      'difference',
      `${difference.difference.toFixed(4)} ± ${difference.standardError.toFixed(4)} (paired DeLong)`,
    ],
    ['three or more fifteenths of the ranking apart', `${count(apart)} (${percent(apart / n)})`],
  ];
  return table(['', ''], rows, [0, 1]);
}

/** A rating with more grades than this is no table. */
const MOST_GRADES = 20;

function crossLines({ grades, counts }: NonNullable<Validation['internal']>['crossTable']): string[] {
  if (grades.length > MOST_GRADES) return [];
  const rows = counts.flatMap((row, i) =>
    row.every((n) => n === 0) ? [] : [[`R${i + 1}`, ...row.map((n) => count(n))]],
  );
  return [
    '',
    quiet('  firms by tier and the bank’s own grade'),
    table(['tier', ...grades.map(String)], rows, [0]),
  ];
}
