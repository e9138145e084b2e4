import { backTestLines, p4, said, segmentLines, stepTable } from './back-test.js';
import { EXIT } from './exit.js';
import { internalLines } from './internal-rating.js';
import { count, heading, percent, printJson, printLines, quiet, syntheticNotice, table } from './print.js';
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
  printLines(heading('Back-test by tier'), ...backTestLines(found));
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
