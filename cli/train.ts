import { type EngineFlags, engineOptions } from './engine-flags.js';
import {
  count,
  heading,
  keptLine,
  many,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';
import { tierTable } from './tier-table.js';
import { between, challengeTable, checkTable, dialTable, leaveOneOutTable } from './train-evidence.js';
import { labelLines, outcomeLines } from './train-labels.js';
import { printTurnedAway, rejectedTable } from './turned-away.js';

type Document = import('../src/index.js').EnterpriseDocument;
type Evaluation = Document['training']['evaluations'][number];

interface TrainFlags extends EngineFlags {
  readonly outcomes?: string;
}

/** `dipper train`: fits the rating and shows what a reviewer asks first. */
export async function train(flags: TrainFlags): Promise<void> {
  const { openScanned } = await import('../src/opening.js');
  const { study, scans } = await openScanned(flags.study);
  const dipper = await import('../src/index.js');
  const { path, document, companies, seconds, kept, turnedAway, untested, eventsPerFeature } =
    await dipper.trainStudy(study, {
      ...engineOptions(flags),
      scans,
      ...(flags.outcomes === undefined ? {} : { outcomes: flags.outcomes }),
    });
  const { records, rejected, rejects } = companies;
  const told = { records, rejected, rejects };
  if (flags.json) return printJson({ path, companies: told, document, seconds, turnedAway, untested, kept });
  if (document.synthetic) printLines(syntheticNotice());
  printLines(heading('Labels'), labelLines(document));
  printLines(quiet(`  ${many(records, 'record')}, ${count(rejected)} rejected`), ...outcomeLines(document));
  printLines(heading('Card'), cardTable(document));
  for (const evaluation of document.training.evaluations) printTurnedAway(evaluation, document, dipper);
  if (document.training.fit === null)
    printLines(heading('Turned away'), rejectedTable(turnedAway, dipper.waivableStages));
  else
    printLines(
      heading('Discrimination'),
      splitTable(document),
      ...document.training.evaluations.flatMap(neitherLine),
      ...untested.map(untestedLine),
    );
  const { experts, challenge } = document.training;
  if (experts !== null) printLines(heading('Experts'), dialTable(experts));
  if (challenge !== null) printLines(heading('Challengers'), challengeTable(challenge, seconds));
  if (document.training.leaveOneOut !== undefined)
    printLines(heading('Leave-one-out'), leaveOneOutTable(document.training.leaveOneOut));
  printLines(heading('Tiers'), tierTable(document, dipper));
  printLines(heading('Checks'), checkTable(document, eventsPerFeature));
  printLines(heading('Written'), `  ${path}`, ...(kept === undefined ? [] : [keptLine(kept)]));
}

function cardTable({ features, basePoints, training }: Document): string {
  const isFitted = training.fit !== null;
  const isWeighed = features.some(({ robust }) => robust !== undefined);
  const rows = features.map(({ feature, bins, iv, coefficient, standardError, robust }) => {
    const points = bins.map((bin) => bin.points);
    const error = standardError === null ? '' : standardError.toFixed(3);
    return [
      feature.id,
      feature.dimension,
      ...(isFitted ? [iv.toFixed(3)] : []),
      coefficient.toFixed(3),
      ...(isFitted ? [error] : []),
      ...(isWeighed ? [robust?.standardError.toFixed(3) ?? ''] : []),
      String(bins.length),
      `${Math.min(...points)} to ${Math.max(...points)}`,
    ];
  });
  const measured = isFitted ? ['IV', 'coefficient', 's.e.'] : ['coefficient'];
  const head = ['feature', 'dimension', ...measured, ...(isWeighed ? ['robust s.e.'] : []), 'bins', 'points'];
  const note = isWeighed ? '; s.e. takes a weight for a number of firms, robust s.e. does not' : '';
  return `${table(head, rows, [0, 1])}\n${quiet(`  base points ${basePoints}${note}`)}`;
}

/** Labelled firms that neither train nor test: those without a value are a surprise, later ones were asked for. */
function neitherLine({ split, by, neither }: Evaluation): string[] {
  if (neither === undefined) return [];
  const { empty, late } = neither;
  const parts = [
    ...(empty > 0 ? [warning(`${count(empty)} whose column is empty`)] : []),
    ...(late > 0 ? [`${count(late)} later than the test`] : []),
  ];
  return [`  split ${split} (${by}) leaves out ${parts.join(' and ')}`];
}

type Untested = import('../src/index.js').TrainResult['untested'][number];

const untestedLine = ({ split, by, rows }: Untested): string =>
  warning(
    `  split ${split} tests nothing: ${rows === 0 ? 'no labelled firm is' : `no good or no bad firm is among the ${count(rows)}`} in its test part (${by})`,
  );

function splitTable({ training }: Document): string {
  const rows = training.evaluations.flatMap((evaluation) => {
    const { split, by, industryAsOf, train: fit, test, testCustomers, lookAheadRows } = evaluation;
    const name = split === training.split ? `${split} (shipped)` : split;
    const sides = [
      ['train', fit, lookAheadRows.train],
      ['test', test, lookAheadRows.test],
      ['test, customers', testCustomers, null],
    ] as const;
    return sides.flatMap(([side, measures, ahead]) => {
      if (measures === null)
        return side === 'test' ? [['', '', '', side, 'untested', '', '', '', '', '', '', '']] : [];
      const { n, bads, auc, aucLow, aucHigh, ks, brier, logLoss } = measures;
      const interval = between(aucLow, aucHigh);
      const numbers = [auc.toFixed(4), interval, ks.toFixed(3), brier.toFixed(4), logLoss.toFixed(4)];
      const first = side === 'train' ? [name, by, industryAsOf ?? ''] : ['', '', ''];
      return [[...first, side, count(n), count(bads), ...numbers, ahead === null ? '' : count(ahead)]];
    });
  });
  const head = [
    'split',
    'by',
    'industry as of',
    'rows',
    'n',
    'bad',
    'AUC',
    '95 %',
    'KS',
    'Brier',
    'log-loss',
  ];
  return table([...head, 'look-ahead'], rows, [0, 1, 2, 3]);
}
