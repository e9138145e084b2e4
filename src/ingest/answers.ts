import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

const answer: Omit<Column, 'name'> = { type: 'text', required: false };
/** The columns of a target list that came back: what a manager adds to it. */
export const answerColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'contacted', ...answer },
  { name: 'interested', ...answer },
  { name: 'refused', ...answer },
  { name: 'refuse_reason', ...answer },
];

/** What a customer manager wrote beside a firm. */
export interface Answer {
  readonly companyId: string;
  readonly contacted: boolean;
  readonly interested: boolean;
  readonly refused: boolean;
  readonly refuseReason: string | null;
}

const YES = new Set(['1', 'yes', 'y', 'true', 'x', '是', '√', '✓']);

/**
 * Reads a target list that came back, with its last columns filled in. Whoever is interested or refused was contacted.
 * @param source the file, CSV or XLSX
 * @throws InputError with every problem
 */
export async function readAnswers(source: Source): Promise<Answer[]> {
  const otherColumn = (name: string): Column => ({ name, type: 'text' });
  const { rows } = await readRows(source, answerColumns, { otherColumn });
  return rows.map(({ values }): Answer => {
    const isYes = (name: string) => YES.has(String(values[name] ?? '').toLowerCase());
    const [interested, refused] = [isYes('interested'), isYes('refused')];
    const contacted = isYes('contacted') || interested || refused;
    const refuseReason = (values.refuse_reason as string | null | undefined) ?? null;
    return { companyId: values.company_id as string, contacted, interested, refused, refuseReason };
  });
}
