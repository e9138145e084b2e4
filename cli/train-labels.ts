import { badLaterLines, immatureText } from './outcome-text.js';
import { count, many, percent, quiet, table, warning } from './print.js';

type Document = import('../src/index.js').EnterpriseDocument;

/** Good and bad firms by source of their labels. */
export function labelLines({ training }: Document): string {
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
export function outcomeLines({ asOf, training: { outcomes } }: Document): string[] {
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
    unknownBad = 0,
    unlabelled = 0,
  } = outcomes;
  const reasons = [
    [unknown, unknownText(unknownBad)],
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

/** Firms fail and leave the table: without them the rest looks better than it was. */
const unknownText = (bad: number): string =>
  bad === 0
    ? 'not in the company table'
    : `not in the company table (${count(bad)} bad: a table of the day of granting has them)`;
