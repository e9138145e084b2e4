import type { Column } from '../document/column.js';
import { type Condition, columnsOfCondition, literalsOf } from '../document/condition.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { textQueries } from '../sql/quality.js';
import { type FoundText, mostTexts } from './category-texts.js';
import { COMPANIES } from './load-companies.js';

/** A column of texts whose firms have none of the texts that documents compare it with. */
export interface UnmetTexts {
  readonly column: string;
  /** What it is compared with. */
  readonly texts: readonly string[];
  /** What firms have there, the most frequent first. */
  readonly found: readonly FoundText[];
}

/** The texts that rules, labels and flags compare columns of texts with, by column; what names people is left out. */
export function comparedTexts(
  { policy, spec }: { readonly policy: Policy | undefined; readonly spec: EnterpriseSpec | undefined },
  columns: readonly Column[],
): ReadonlyMap<string, readonly string[]> {
  const conditions = [...conditionsOfPolicy(policy), ...conditionsOfSpec(spec)];
  const isShown = ({ type, personal }: Column) =>
    personal === undefined && (type === 'text' || type === 'category');
  const texts = new Set(columns.filter(isShown).map(({ name }) => name));
  const compared = new Map<string, string[]>();
  for (const condition of conditions)
    for (const name of columnsOfCondition(condition).filter((each) => texts.has(each)))
      compared.set(name, [...new Set([...(compared.get(name) ?? []), ...namedTexts(condition, name)])]);
  return compared;
}

const conditionsOfPolicy = (policy: Policy | undefined): Condition[] =>
  [...(policy?.rules ?? []), ...(policy?.decision?.rules ?? [])].map(({ when }) => when);

function conditionsOfSpec(spec: EnterpriseSpec | undefined): Condition[] {
  const { label, features = [] } = spec ?? {};
  const { good, bad, exclude, customers, sources = [] } = label ?? {};
  const flags = features.flatMap((feature) => (feature.kind === 'flag' ? [feature.when] : []));
  const labels = [good, bad, exclude, customers, ...sources.map(({ when }) => when)];
  return [...flags, ...labels.filter((condition) => condition !== undefined)];
}

const SHOWN = 5;

/** Columns in which every text that documents name is missing, though firms have others: it may be written otherwise. */
export async function unmetTexts(
  engine: Engine,
  compared: ReadonlyMap<string, readonly string[]>,
  present: ReadonlySet<string>,
): Promise<UnmetTexts[]> {
  const unmet: UnmetTexts[] = [];
  for (const [column, texts] of compared) {
    if (!present.has(column) || texts.length === 0) continue;
    const [met] = await engine.rows(textQueries.having(COMPANIES, column, texts));
    if (Number(met!.n) > 0) continue;
    const found = await mostTexts(engine, column, SHOWN);
    if (found.length > 0) unmet.push({ column, texts, found });
  }
  return unmet;
}

/** The texts that a column is said to be, or not to be; an order of texts names none. */
function namedTexts(condition: Condition, name: string): string[] {
  if ('all' in condition) return condition.all.flatMap((part) => namedTexts(part, name));
  if ('any' in condition) return condition.any.flatMap((part) => namedTexts(part, name));
  return ['=', '!=', 'in'].includes(condition.op) ? literalsOf(condition, name).map(String) : [];
}
