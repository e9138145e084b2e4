import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readJudgementValue } from './judgement-value.js';
import { contradictions } from './judgements.js';
import { fromMatrices, MATRIX_COLUMNS } from './matrix-judgements.js';
import type { LongRow, PlacedRow } from './placed-row.js';
import { readRows } from './read-rows.js';
import { type ConvertOptions, fromRespondents } from './respondent-judgements.js';

const text = (name: string): Column => ({ name, type: 'text', missing: 'rejected' });
const columnOf = (name: string): Column =>
  MATRIX_COLUMNS.includes(name) ? text(name) : { name, type: 'text' };

/**
 * Turns judgements in other layouts into the long form. The header decides:
 * - `expert, node, item, <item> …`: matrices, full or a triangle, one line for each item; a file may hold those of several
 *   nodes, whose lines leave the columns of the others empty;
 * - `expert, <left>|<right> …`: one line for each respondent, signed 1..9; needs `node`.
 *
 * A pair given twice by one expert is accepted when both say the same.
 * @param source the file
 * @throws InputError with every problem; nothing is guessed
 */
export async function convertJudgements(source: Source, options: ConvertOptions = {}): Promise<LongRow[]> {
  const { file, header, rows } = await readRows(source, [text('expert')], {
    otherColumn: (name) => (name === '' ? undefined : columnOf(name)),
  });
  const problems: Problem[] = [];
  const isMatrix = header.includes('item') && header.includes('node');
  const found = isMatrix
    ? fromMatrices(rows, header, { file, problems })
    : fromRespondents(rows, header, { file, problems, options });
  if (problems.length === 0 && found.length === 0) problems.push(noPair(file));
  if (problems.length === 0) problems.push(...contradictions(found.map(toJudgement), file));
  if (problems.length > 0) throw new InputError('ROW_PROBLEM', `${file} cannot be converted`, problems);
  return found.map(({ line: _line, column: _column, ...row }) => row);
}

function noPair(file: string): Problem {
  const expected = 'columns of two items or more, or columns named left|right';
  return { code: 'EMPTY', file, found: 'no pair of items', expected };
}

function toJudgement({ value, ...row }: PlacedRow) {
  const reading = readJudgementValue(value);
  return { ...row, value: 'value' in reading ? reading.value : null };
}
