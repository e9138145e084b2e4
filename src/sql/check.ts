import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { divisionsOf } from '../document/divisions.js';
import type { Classification } from '../document/industry-spec.js';
import { breachesOf } from './contract.js';
import { binary, call, column, type Expr, integer, isPresent, nullOf, text, when } from './expr.js';
import { ROW_NO } from './own-columns.js';
import { keep, type Named, type Stage } from './stage.js';

/** What a typed table of companies is checked against. */
export interface CheckOptions {
  readonly columns: readonly Column[];
  readonly classification: Classification | null;
  /** The table: typed columns by name. */
  readonly from: string;
}

/** The column with every problem of a row: `column CODE|column CODE`; null when there is none. */
export const PROBLEMS = 'problems';

/** The stages that find every problem of every row; the id stands for the row's number. */
export function checkedStages({ columns, classification, from }: CheckOptions): Stage[] {
  const divisions = classification === null ? undefined : divisionsOf(classification);
  const names = columns.map(({ name }) => name);
  const told = columns.flatMap((entry) => problemTexts(entry, divisions));
  const copied = when(
    [[binary(column('copies'), '>', integer(1)), text(`${COMPANY_ID} DUPLICATE_ID`)]],
    nullOf('text'),
  );
  const copies: Named = ['copies', call('copies', column(COMPANY_ID))];
  return [
    { name: 's1_counted', from, columns: [...names.map(keep), copies] },
    {
      name: 's2_checked',
      from: 's1_counted',
      columns: [
        [ROW_NO, column(COMPANY_ID)],
        ...names.map(keep),
        [PROBLEMS, call('join_present', ...told, copied)],
      ],
    },
  ];
}

/** The rows with a problem. */
export function badStage(from: string): Stage {
  const columns = [COMPANY_ID, PROBLEMS].map(keep);
  return { name: 's3_bad', from, columns, where: isPresent(column(PROBLEMS)) };
}

/** A text for each way in which a column is broken. */
function problemTexts(entry: Column, divisions: readonly string[] | undefined): Expr[] {
  const value = column(entry.name);
  return breachesOf(entry, value, divisions).map((breach) =>
    when([[breach.when, text(`${entry.name} ${breach.code}`)]], nullOf('text')),
  );
}
