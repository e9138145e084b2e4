import { industrySpecSchema } from '../document/industry-spec.js';
import { readDocument } from '../document/read-document.js';
import { questions } from '../industry/questionnaire.js';
import { convertJudgements } from '../ingest/convert-judgements.js';
import { readExperts } from '../ingest/experts.js';
import type { ConvertOptions } from '../ingest/respondent-judgements.js';
import { writeTable } from '../output/write-table.js';
import type { Language } from '../text/reason.js';

const COLUMNS = ['expert', 'node', 'left', 'right', 'value', 'comment'];
/** What people fill in is text: a spreadsheet would take 1/3 for a day. */
const SHOWN = COLUMNS.map((name) => (['value', 'comment'].includes(name) ? ('text' as const) : undefined));
const SHAPE = { columns: COLUMNS, shown: SHOWN };
const SHEET = 'judgements';

/**
 * Writes judgements of another layout in the long form of judgements.csv, as a workbook where `to` ends in .xlsx.
 * @returns how many pairs were written
 */
export async function convertFile(from: string, to: string, options: ConvertOptions = {}): Promise<number> {
  const rows = await convertJudgements(from, options);
  const cells = rows.map(({ expert, node, left, right, value }) => [expert, node, left, right, value, null]);
  await writeTable(to, { ...SHAPE, rows: cells }, SHEET);
  return rows.length;
}

/**
 * Writes a blank questionnaire: every pair of the spec's tree for every expert, with the names in words; a workbook where `to` ends
 * in .xlsx.
 * @param files the spec, and who is asked (one blank copy without experts)
 * @returns how many pairs were written
 */
export async function writeQuestionnaire(
  files: { readonly spec: string; readonly experts?: string },
  to: string,
): Promise<number> {
  const { value: spec } = await readDocument(files.spec, industrySpecSchema);
  const people =
    files.experts === undefined
      ? ['']
      : (await readExperts(files.experts)).experts.map(({ expert }) => expert);
  const names = new Map([...spec.dimensions, ...spec.indicators].map(({ id, name }) => [id, name]));
  const pair = (left: string, right: string, language: Language) =>
    [left, right].map((id) => names.get(id)?.[language] ?? id).join(' : ');
  const asked = questions(spec);
  const rows = people.flatMap((expert) =>
    asked.map(({ node, left, right }) => [
      expert,
      node,
      left,
      right,
      null,
      `${pair(left, right, 'zh')} = ? (1/9 … 9) · ${pair(left, right, 'en')}`,
    ]),
  );
  await writeTable(to, { ...SHAPE, rows }, SHEET);
  return rows.length;
}
