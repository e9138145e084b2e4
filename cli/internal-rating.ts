import { count, percent, quiet, table } from './print.js';

type Validation = import('../src/index.js').Validation;

/** The bank's own rating beside this one, on the firms that have both. */
export function internalLines(found: Validation['internal']): string[] {
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
