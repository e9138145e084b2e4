import { bareText } from '../core/bare-text.js';
import type { Column } from '../document/column.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Engine } from '../engine/engine.js';
import { textQueries } from '../sql/quality.js';
import { COMPANIES } from './load-companies.js';

/** A text, and the firms that have it. */
export interface FoundText {
  readonly text: string;
  readonly firms: number;
}

/** Texts of a category that the card has not seen: their firms are rated as the group that takes unseen ones says. */
export interface UnseenTexts {
  readonly column: string;
  /** Firms with one of them. */
  readonly firms: number;
  /** The most frequent first. */
  readonly found: readonly FoundText[];
}

/** Texts of a column that seem to be the same, written in several ways: to rules and cards they differ. */
export interface AlikeTexts {
  readonly column: string;
  /** The most frequent first. */
  readonly texts: readonly FoundText[];
}

/** What a study should know of its categories. */
export interface CategoryTexts {
  readonly unseen: readonly UnseenTexts[];
  readonly alike: readonly AlikeTexts[];
}

/** The categories that a card's features know, by column: those that every feature of the column knows. */
export function knownCategories({
  features,
}: Pick<EnterpriseDocument, 'features'>): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>();
  for (const { feature, bins } of features) {
    if (feature.kind !== 'category') continue;
    const others = known.get(feature.column);
    const own = bins.flatMap((bin) => (bin.kind === 'group' ? bin.values : []));
    known.set(feature.column, new Set(own.filter((text) => others?.has(text) ?? true)));
  }
  return known;
}

/** A column with more different texts than this holds names or addresses. */
const MOST_TEXTS = 10_000;
const SHOWN = 5;

/**
 * Texts of categories that the card does not know, and texts of one column that differ in writing only.
 * @param engine where the firms are loaded
 * @param columns what is asked: columns of categories that name nobody
 * @param known the categories that the card knows, by column
 */
export async function categoryTexts(
  engine: Engine,
  columns: readonly Column[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<CategoryTexts> {
  const unseen: UnseenTexts[] = [];
  const alike: AlikeTexts[] = [];
  for (const { name: column, type, personal } of columns) {
    const own = known.get(column);
    if (personal !== undefined || (type !== 'category' && own === undefined)) continue;
    const texts = await mostTexts(engine, column, MOST_TEXTS);
    const strange = own === undefined ? [] : texts.filter(({ text }) => !own.has(text));
    const firms = strange.reduce((sum, each) => sum + each.firms, 0);
    if (firms > 0) unseen.push({ column, firms, found: strange.slice(0, SHOWN) });
    alike.push(...groupsAlike(texts).map((group) => ({ column, texts: group })));
  }
  return { unseen, alike };
}

/** The texts that firms have in a column, the most frequent first. */
export async function mostTexts(engine: Engine, column: string, most: number): Promise<FoundText[]> {
  const rows = await engine.rows(textQueries.most(COMPANIES, column, most));
  return rows.map(({ text, n }) => ({ text: String(text), firms: Number(n) }));
}

function groupsAlike(texts: readonly FoundText[]): FoundText[][] {
  const groups = new Map<string, FoundText[]>();
  for (const each of texts) {
    const key = bareText(each.text);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
