import { AS_OF, type Column, type ColumnType, isQuantity } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { unitIn } from '../ingest/units.js';
import { namingOf } from './draft-names.js';
import { featureNotes, totalNote, whyNone } from './draft-notes.js';
import { type ColumnFacts, type NamedFacts, typeOf } from './draft-types.js';

/** What becomes of a column. */
export interface DraftColumn extends Pick<NamedFacts, 'header' | 'name' | 'empty' | 'distinct'> {
  readonly type: ColumnType;
  readonly use: 'id' | 'label' | 'feature' | 'none';
  /** Why it is no feature, or what was taken for granted; null where there is nothing to say. */
  readonly note: string | null;
}

/** The type of a column: what names people or firms is a text, except a label. */
export function typeIn(facts: NamedFacts, isLabel: boolean): ColumnType {
  if (facts.name === COMPANY_ID) return 'text';
  const type = typeOf(facts);
  const isText = type === 'text' || type === 'category';
  return !isLabel && namingOf({ ...facts, isText }) !== undefined ? 'text' : type;
}

interface Drafted {
  readonly type: ColumnType;
  /** Words that are empty cells. */
  readonly emptied: readonly string[];
  readonly isLabel: boolean;
}

/** What becomes of a column, and why. */
export function draftColumn(facts: NamedFacts, { type, emptied, isLabel }: Drafted): DraftColumn {
  const { header, name, empty, distinct } = facts;
  const drafted = { header, name, empty, distinct };
  if (name === COMPANY_ID) return { ...drafted, type, use: 'id', note: totalNote(facts) };
  const words = emptied.length > 0 ? [`${emptied.join(', ')} taken for empty`] : [];
  if (isLabel) return { ...drafted, type, use: 'label', note: words[0] ?? null };
  const why = whyNone(facts, type);
  if (why !== null) return { ...drafted, type, use: 'none', note: why };
  const special = isSpecial(facts) ? [`${facts.least} taken for a special code`] : [];
  const notes = [...special, ...words, ...featureNotes(facts, type)];
  return { ...drafted, type, use: 'feature', note: notes.length === 0 ? null : notes.join('; ') };
}

/** One number below zero where all others are not, e.g. −999. */
const isSpecial = ({ negatives, least, numbers, stated }: ColumnFacts): boolean =>
  negatives === 1 && numbers === stated && Number.isInteger(least);

/** The feature that a column makes. */
export function featureOf(facts: ColumnFacts, { name, type, header }: DraftColumn) {
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

/** A column as the contract has it: values stay in the unit that their header tells. */
export function inputOf({ name, header, type, use }: DraftColumn, { hasPlainIds }: NamedFacts): Column {
  const meaning = name === header || header === '' ? {} : { meaning: { en: header, zh: header } };
  const personal = use === 'none' ? namingOf({ name, header, isText: type === 'text' }) : undefined;
  const unit = isQuantity({ type }) ? unitIn(header) : undefined;
  const ofId = { missing: 'rejected' as const, ...(!hasPlainIds && { pattern: ANY_ID }) };
  return {
    name,
    type,
    ...(use === 'id' && ofId),
    ...personal,
    ...(unit !== undefined && { unit }),
    ...meaning,
  };
}

const ANY_ID = '.+';
