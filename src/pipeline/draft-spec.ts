import { InputError } from '../core/errors.js';
import type { Column, ColumnType } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../document/enterprise-spec.js';
import { AS_OF } from '../document/feature.js';
import type { MappedColumn } from '../document/mapping.js';
import { readCell } from '../ingest/cell.js';
import { cellChange } from '../ingest/map-cell.js';
import { NAMES } from './draft-names.js';

/** What a column of a file holds. */
export interface ColumnFacts {
  readonly header: string;
  readonly name: string;
  /** Whether all its texts look like ids. */
  readonly hasPlainIds: boolean;
  /** Rows that have nothing, and different texts. */
  readonly empty: number;
  readonly distinct: number;
  /** Words that may stand for nothing, as they occur. */
  readonly words: readonly string[];
  /** Rows that have anything else; and of those numbers, numbers with separators or in wide digits, whole ones, digits after a zero. */
  readonly stated: number;
  readonly numbers: number;
  readonly regrouped: number;
  /** Numbers with a percent sign. */
  readonly percents: number;
  readonly integers: number;
  readonly coded: number;
  /** Different numbers below zero, the least number and the greatest. */
  readonly negatives: number;
  readonly least: number;
  readonly most: number;
  /** How its days are written; undefined where not all that is stated are days, null for how the contract reads days. */
  readonly dayFormat: string | null | undefined;
}

/** What becomes of a column. */
export interface DraftColumn extends Pick<ColumnFacts, 'header' | 'name' | 'empty' | 'distinct'> {
  readonly type: ColumnType;
  readonly use: 'id' | 'label' | 'feature' | 'none';
  /** Why it is no feature, or what was taken for granted; null where there is nothing to say. */
  readonly note: string | null;
}

/** The comparisons that say who is good or bad, each with its opposite. */
export const OPPOSITES = { '=': '!=', '!=': '=', '>=': '<', '<': '>=', '<=': '>', '>': '<=' } as const;
export type AnswerOp = keyof typeof OPPOSITES;

/** Which firms are good or bad: a column, compared. */
export interface Answer {
  readonly column: string;
  readonly op: AnswerOp;
  readonly value: string;
}

/** What a draft is made of. */
export interface DraftContext {
  readonly study: string;
  /** The file, as its reader knows it. */
  readonly file: string;
  readonly bad: Answer;
  /** Undefined: the opposite of `bad`, where its column says anything. */
  readonly good: Answer | undefined;
}

/** More values than this are no category. */
const MOST_CATEGORIES = 100;

/** What the spec begins with where it is not the default; from then on the spec says it, and people change it there. */
const BEGINNING = {
  splits: [{ id: 'hold_out', by: 'hash', testShare: 0.3 }],
  // Nobody has looked at the features yet: the usual 0.5 would turn away the best of many a table.
  selection: { maxIv: 1 },
  binning: { minGoods: 5, minBads: 5 },
  fit: {},
  calibration: { longRunBadRate: null },
  scale: {},
  tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
};

/** A spec that trains, with what became of each column. */
export interface Draft {
  readonly spec: EnterpriseSpec;
  readonly columns: readonly DraftColumn[];
  /** Where headers belong that are not named like their column, or whose days need a format. */
  readonly mapping: Readonly<Record<string, MappedColumn>>;
}

/**
 * A spec in which every column that could tell firms apart is a feature, in one dimension, without any expectation of its direction:
 * something to begin with and to be sorted by people.
 */
export function draftSpec(facts: readonly ColumnFacts[], context: DraftContext): Draft {
  const labels = [context.bad, ...(context.good === undefined ? [] : [context.good])];
  const columns = facts.map((each) => draftColumn(each, labels));
  const features = facts.flatMap((each, i) =>
    columns[i]!.use === 'feature' ? [featureOf(each, columns[i]!)] : [],
  );
  if (features.length === 0) throw noFeature(context.file, columns);
  const spec = enterpriseSpecSchema.parse({
    formatVersion: 1,
    study: context.study,
    notes: [
      `Drafted from ${context.file}: types are what the whole file could be read as.`,
      'Sort features into dimensions, say which end is better, drop what is not known when a firm is rated, or must not decide.',
    ],
    kind: 'enterprise-spec',
    inputs: columns.map((column, i) => inputOf(column, facts[i]!)),
    dimensions: [{ id: 'all', name: { en: 'All features', zh: '全部特征' } }],
    features,
    thin: { maxMissing: Math.floor(features.length / 2) },
    label: labelOf(context, columns, facts),
    ...BEGINNING,
  });
  return { spec, columns, mapping: mappingOf(facts, columns) };
}

function draftColumn(facts: ColumnFacts, labels: readonly Answer[]): DraftColumn {
  const { header, name, empty, distinct } = facts;
  const drafted = { header, name, empty, distinct };
  if (name === COMPANY_ID) return { ...drafted, type: 'text', use: 'id', note: null };
  const type = typeOf(facts);
  const isEmptied = facts.words.length > 0 && !['text', 'category'].includes(type);
  const words = isEmptied ? [`${facts.words.join(', ')} taken for empty`] : [];
  if (labels.some(({ column }) => column === name))
    return { ...drafted, type, use: 'label', note: words[0] ?? null };
  const why = whyNone(facts, type);
  if (why !== null) return { ...drafted, type, use: 'none', note: why };
  const special = isSpecial(facts) ? [`${facts.least} taken for a special code`] : [];
  const notes = [...special, ...words];
  return { ...drafted, type, use: 'feature', note: notes.length === 0 ? null : notes.join('; ') };
}

function typeOf(facts: ColumnFacts): ColumnType {
  const { stated, numbers, integers, coded, least, most, distinct } = facts;
  if (Object.hasOwn(NAMES, facts.name)) return 'text';
  if (facts.dayFormat !== undefined) return 'date';
  const isNumber = stated > 0 && numbers === stated && coded === 0;
  if (isNumber && integers < stated) return 'number';
  if (isNumber && Math.max(-least, most) <= Number.MAX_SAFE_INTEGER)
    return isFlag(facts) ? 'flag' : 'integer';
  return distinct <= MOST_CATEGORIES ? 'category' : 'text';
}

/** 0 and 1, as they stand. */
const isFlag = ({ least, most, distinct, words, regrouped, percents }: ColumnFacts): boolean =>
  least >= 0 && most <= 1 && distinct - words.length <= 2 && regrouped + percents === 0;

/** Why a column tells nothing; null where it may. */
function whyNone({ name, stated, numbers, distinct, empty }: ColumnFacts, type: ColumnType): string | null {
  if (stated === 0) return 'empty';
  if (distinct === 1 && empty === 0) return 'one value only';
  if (type !== 'text') return null;
  if (Object.hasOwn(NAMES, name)) return 'names somebody';
  const isNearly = numbers >= 0.9 * stated;
  return isNearly ? `${stated - numbers} texts that are no numbers` : `${distinct} different texts`;
}

/** One number below zero where all others are not, e.g. −999. */
const isSpecial = ({ negatives, least, numbers, stated }: ColumnFacts): boolean =>
  negatives === 1 && numbers === stated && Number.isInteger(least);

function featureOf(facts: ColumnFacts, { name, type, header }: DraftColumn) {
  const common = { id: name, dimension: 'all', better: 'either' };
  const named = { en: header, zh: header };
  if (type === 'date') {
    const months = { en: `Months since ${header}`, zh: `距${header}月数` };
    return { ...common, name: months, kind: 'months', from: name, to: AS_OF };
  }
  if (type === 'category') return { ...common, name: named, kind: 'category', column: name };
  const specials = isSpecial(facts) ? [facts.least] : [];
  return { ...common, name: named, kind: 'sum', terms: [{ column: name }], specials };
}

function inputOf({ name, header, type, use }: DraftColumn, { hasPlainIds }: ColumnFacts): Column {
  const meaning = name === header ? {} : { meaning: { en: header, zh: header } };
  const ofId = { missing: 'rejected' as const, ...(!hasPlainIds && { pattern: ANY_ID }) };
  return { name, type, ...(use === 'id' && ofId), ...NAMES[name], ...meaning };
}

const ANY_ID = '.+';

function noFeature(file: string, columns: readonly DraftColumn[]): InputError {
  return new InputError(
    'NO_FEATURE',
    `${file} has nothing that could tell firms apart`,
    columns.map(({ header, use, note }) => ({
      code: 'NO_FEATURE',
      file,
      column: header,
      found: note ?? (use === 'id' ? 'the ids' : 'the label'),
      expected: 'at least one column of numbers, days or categories beside ids and label',
    })),
  );
}

function labelOf(
  { bad, good }: DraftContext,
  columns: readonly DraftColumn[],
  facts: readonly ColumnFacts[],
) {
  const isOf = ({ column, op, value }: Answer) => {
    const place = columns.findIndex(({ name }) => name === column);
    const { type } = columns[place]!;
    if (type === 'date') return { column, op, value: dayOf(value, facts[place]!) ?? value };
    return { column, op, value: NUMBERS.includes(type) ? Number(value) : value };
  };
  return { bad: isOf(bad), good: isOf(good ?? { ...bad, op: OPPOSITES[bad.op] }) };
}

/** A day as conditions have it, out of a text as the column has it; undefined for what is none. */
export function dayOf(value: string, { dayFormat }: Pick<ColumnFacts, 'dayFormat'>): string | undefined {
  if (dayFormat === undefined) return undefined;
  const text = dayFormat === null ? value : cellChange({ column: 'day', dateFormat: dayFormat })!(value);
  const read = readCell(text, { name: 'day', type: 'date' });
  return 'value' in read && read.value !== null ? String(read.value) : undefined;
}

const NUMBERS: readonly ColumnType[] = ['integer', 'flag', 'number'];

function mappingOf(
  facts: readonly ColumnFacts[],
  columns: readonly DraftColumn[],
): Record<string, MappedColumn> {
  return Object.fromEntries(
    facts.flatMap(({ header, name, dayFormat, regrouped, percents, words }, i): [string, MappedColumn][] => {
      const { type } = columns[i]!;
      const isNumber = NUMBERS.includes(type);
      // Words are empty cells of this column only: in a category the same word may say something.
      const mapped = {
        column: name,
        ...(typeof dayFormat === 'string' && { dateFormat: dayFormat }),
        ...(isNumber && regrouped > 0 && { grouped: true as const }),
        ...(isNumber && percents > 0 && { percent: true as const }),
        ...((isNumber || type === 'date') &&
          words.length > 0 && { values: Object.fromEntries(words.map((word) => [word, ''])) }),
      };
      return header === name && Object.keys(mapped).length === 1 ? [] : [[header, mapped]];
    }),
  );
}
