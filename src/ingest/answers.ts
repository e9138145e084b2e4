import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** A word as people write it: `yes`, `Yes` and so on. */
const cased = (word: string) => [
  ...new Set([word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()]),
];
const YES = [...['1', 'yes', 'y', 'true', 'x'].flatMap(cased), '√', '✓', '✔', '是', '有', '已'];
const NO = [...['0', 'no', 'n', 'false'].flatMap(cased), '×', '-', '否', '无', '未'];

/** A column that is answered with yes or no, also in words of its own. */
const answer = (name: string, yes: readonly string[], no: readonly string[]): Column => ({
  name,
  type: 'text',
  required: false,
  values: [...YES, ...yes, ...NO, ...no],
  missingMeaning: 'no',
});
const ANSWERED = {
  contacted: { yes: ['已联系'], no: ['未联系'] },
  interested: { yes: ['有意向', '有意'], no: ['无意向', '无意'] },
  refused: { yes: ['拒绝', '已拒绝'], no: ['未拒绝'] },
} as const;

/** The columns of a target list that came back: what a manager adds to it. */
export const answerColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  ...Object.entries(ANSWERED).map(([name, { yes, no }]) => answer(name, yes, no)),
  { name: 'refuse_reason', type: 'text', required: false },
];

/** What a customer manager wrote beside a firm. */
export interface Answer {
  readonly companyId: string;
  readonly contacted: boolean;
  readonly interested: boolean;
  readonly refused: boolean;
  readonly refuseReason: string | null;
  /** The last day of the firm's offer, as the list has it; null where it has none that can be read. */
  readonly validUntil: string | null;
}

/**
 * Reads a target list that came back, with its last columns filled in. Whoever is interested or refused was contacted.
 * @param source the file, CSV or XLSX
 * @param heads the column that each word of a list's header stands for
 * @throws InputError with every problem
 */
export async function readAnswers(source: Source, heads: ReadonlyMap<string, string>): Promise<Answer[]> {
  const otherColumn = (name: string): Column => ({ name, type: 'text' });
  const { rows } = await readRows(source, answerColumns, { otherColumn, heads });
  return rows.map(({ values }): Answer => {
    const isYes = (name: keyof typeof ANSWERED) => {
      const words: readonly unknown[] = [...YES, ...ANSWERED[name].yes];
      return words.includes(values[name]);
    };
    const [interested, refused] = [isYes('interested'), isYes('refused')];
    const contacted = isYes('contacted') || interested || refused;
    const refuseReason = (values.refuse_reason as string | null | undefined) ?? null;
    const validUntil = dayOf(values.valid_until as string | null | undefined);
    return {
      companyId: values.company_id as string,
      contacted,
      interested,
      refused,
      refuseReason,
      validUntil,
    };
  });
}

/** A day as a list has it, or as a spreadsheet writes it again. */
function dayOf(text: string | null | undefined): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text?.trim() ?? '') ?? [];
  return year === undefined ? null : [year, month!.padStart(2, '0'), day!.padStart(2, '0')].join('-');
}
