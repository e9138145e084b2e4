import { type EngineFlags, engineOptions } from './engine-flags.js';
import { badLaterLines, immatureText } from './outcome-text.js';
import {
  count,
  heading,
  keptLine,
  many,
  percent,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';
import { tierTable } from './tier-table.js';
import { between, challengeTable, checkTable, dialTable, leaveOneOutTable } from './train-evidence.js';

type Dipper = typeof import('../src/index.js');
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

function labelLines({ training }: Document): string {
  const row = (
    name: string,
    { goods, bads }: Pick<Document['training'], 'goods' | 'bads'>,
    weight: string,
  ) => {
    const share = goods + bads === 0 ? '' : percent(bads / (goods + bads));
    return [name, count(goods), count(bads), share, weight];
  };
  const rows = training.sources.map((source) => row(source.id, source, String(source.weight)));
  rows.push(row('all', training, ''));
  const left = Object.entries(training.excluded).map(([reason, n]) => `${reason} ${count(n)}`);
  const made = table(['source', 'good', 'bad', 'bad share', 'weight'], rows);
  return left.length === 0 ? made : `${made}\n${quiet(`  left out: ${left.join(', ')}`)}`;
}

/** What became of the file of outcomes: firms that the company table does not know make no labels. */
function outcomeLines({ asOf, training: { outcomes } }: Document): string[] {
  if (outcomes === undefined) return [];
  const {
    companies,
    good,
    bad,
    immature,
    immatureBad = 0,
    badLater,
    refused,
    open,
    unknown,
    unlabelled = 0,
  } = outcomes;
  const reasons = [
    [unknown, 'not in the company table'],
    [unlabelled, 'too thin, or of weight 0'],
    [immature, immatureText(immatureBad)],
    [refused, 'refused'],
    [open, 'never granted'],
  ] as const;
  const told = reasons.flatMap(([n, why]) => (n === 0 ? [] : [`${count(n)} ${why}`]));
  const line = [`  outcomes of ${many(companies, 'firm')}: ${count(good + bad)} used`, ...told].join(', ');
  const { known = 0 } = outcomes;
  const seen = `  ${many(known, 'label')} of that file known by ${asOf}, the day of the figures, which may have seen them coming`;
  return [
    told.length === 0 ? quiet(line) : warning(line),
    ...badLaterLines(badLater),
    ...(known === 0 ? [] : [warning(seen)]),
  ];
}

function cardTable({ features, basePoints, training }: Document): string {
  const isFitted = training.fit !== null;
  const rows = features.map(({ feature, bins, iv, coefficient, standardError }) => {
    const points = bins.map((bin) => bin.points);
    const error = standardError === null ? '' : standardError.toFixed(3);
    return [
      feature.id,
      feature.dimension,
      ...(isFitted ? [iv.toFixed(3)] : []),
      coefficient.toFixed(3),
      ...(isFitted ? [error] : []),
      String(bins.length),
      `${Math.min(...points)} to ${Math.max(...points)}`,
    ];
  });
  const measured = isFitted ? ['IV', 'coefficient', 's.e.'] : ['coefficient'];
  const head = ['feature', 'dimension', ...measured, 'bins', 'points'];
  return `${table(head, rows, [0, 1])}\n${quiet(`  base points ${basePoints}`)}`;
}

function printTurnedAway(
  { split, rejected, shielded = [] }: Evaluation,
  document: Document,
  { waivableStages }: Dipper,
): void {
  printLines(
    heading(`Turned away · split ${split}`),
    rejectedTable(rejected, waivableStages),
    ...shielded.map((stayed) => shieldedLine(stayed, document)),
  );
}

function rejectedTable(
  rejected: readonly Evaluation['rejected'][number][],
  waivable: readonly string[],
): string {
  if (rejected.length === 0) return '  none';
  const number = (value: number | null) => (value === null ? '' : value.toFixed(3));
  const rows = rejected.map(({ feature, stage, reason, value, limit }) => [
    stage === 'leakage' ? warning(feature) : feature,
    stage === 'leakage' ? warning(stage) : stage,
    number(value),
    number(limit),
    reason,
  ]);
  const made = table(['feature', 'stage', 'value', 'limit', 'reason'], rows, [0, 1, 4]);
  return rejected.some(({ stage }) => waivable.includes(stage)) ? `${made}\n${quiet(WAIVER_NOTE)}` : made;
}

const WAIVER_NOTE =
  '  a feature that is to stay all the same is named, with the reason, in selection.waivers of enterprise.spec.json';

/** Why a feature stays that a limit had turned away. */
function shieldedLine(
  { feature, stage, value, limit }: Evaluation['rejected'][number],
  { features }: Document,
): string {
  const dimension = features.find((each) => each.feature.id === feature)?.feature.dimension;
  const measured = value === null ? '' : ` (${value.toFixed(3)}, limit ${limit?.toFixed(3)})`;
  const why = dimension === undefined ? 'its dimension has' : `dimension ${dimension} has`;
  return warning(`  ${feature} stays although ${stage} turns it away${measured}: ${why} nothing better`);
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
