import { existsSync } from 'node:fs';
import { canonicalJson } from '../document/canonical.js';
import type { Column } from '../document/column.js';
import { mergeContract, policyColumns, ratingColumns } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../document/enterprise-spec.js';
import { columnsOfFeature } from '../document/feature.js';
import { readDocument } from '../document/read-document.js';
import { modelPath, type Study } from '../study/open-study.js';
import { knownCategories } from './category-texts.js';
import { comparedTexts } from './compared-texts.js';
import { readEnterprise, readPolicy, relax } from './read-models.js';

/** What the company table of a study must look like, by every document that speaks of it. */
export interface CompanyContract {
  readonly columns: readonly Column[];
  /** The same, with the columns that no run needs optional. */
  readonly relaxed: readonly Column[];
  /** Columns that rating and policy read. */
  readonly wanted: ReadonlySet<string>;
  readonly missingTexts: readonly string[];
  /** enterprise.spec.json, where there is one. */
  readonly spec: EnterpriseSpec | undefined;
  /** The texts that rules, labels and flags compare columns with. */
  readonly compared: ReadonlyMap<string, readonly string[]>;
  /** The categories that the card knows, by column; none without a card. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** What enterprise.json, by which a run reads, says otherwise than the spec: `missingTexts`, `inputs.staff`. */
  readonly outdated: readonly string[];
}

/** Whether a study has a document that says what its company table must look like. */
export const hasContract = (study: Study): boolean =>
  ['enterprise.spec', 'enterprise'].some((name) => existsSync(modelPath(study, name)));

/**
 * The contract of the company table: enterprise.spec.json's columns (enterprise.json's where there is no spec) and policy.json's.
 * @throws DocumentError when neither is there, one is malformed, or they declare a column differently
 */
export async function companyContract(study: Study): Promise<CompanyContract> {
  const has = (name: string) => existsSync(modelPath(study, name));
  const spec = has('enterprise.spec')
    ? (await readDocument(modelPath(study, 'enterprise.spec'), enterpriseSpecSchema)).value
    : undefined;
  const document = spec === undefined || has('enterprise') ? (await readEnterprise(study)).value : undefined;
  const policy = has('policy') ? (await readPolicy(study)).value : undefined;
  const own = spec?.inputs ?? document!.inputs;
  const names = new Set(own.map(({ name }) => name));
  const others = (document?.inputs ?? []).filter(({ name }) => !names.has(name));
  const columns = mergeContract([...own, ...others], policy?.inputs ?? []);
  const features = document?.features.map(({ feature }) => feature) ?? spec!.features;
  const thinOf = document?.thin.of ?? spec!.thin.of ?? features.flatMap(columnsOfFeature);
  const wanted = new Set([
    ...ratingColumns(features, thinOf, columns),
    ...(policy === undefined ? [] : policyColumns(policy)),
  ]);
  const missingTexts = spec?.missingTexts ?? document!.missingTexts;
  const outdated = spec === undefined || document === undefined ? [] : differences(spec, document);
  const compared = comparedTexts({ policy, spec }, columns);
  const known = knownCategories(document ?? { features: [] });
  return { columns, relaxed: relax(columns, wanted), wanted, missingTexts, spec, compared, known, outdated };
}

/** Parts of the contract that spec and document both speak of, and differently. */
function differences(
  spec: Pick<EnterpriseSpec, 'inputs' | 'missingTexts'>,
  document: Pick<EnterpriseDocument, 'inputs' | 'missingTexts'>,
): string[] {
  const own = new Map(
    mergeContract(spec.inputs).map((column) => [column.name, canonicalJson(readingOf(column))]),
  );
  const others = mergeContract(document.inputs).filter((column) => {
    const known = own.get(column.name);
    return known !== undefined && known !== canonicalJson(readingOf(column));
  });
  const words = (texts: readonly string[]) => canonicalJson([...texts].sort());
  return [
    ...(words(spec.missingTexts) === words(document.missingTexts) ? [] : ['missingTexts']),
    ...others.map(({ name }) => `inputs.${name}`),
  ];
}

/** What decides how a column is read: not what it means. */
const readingOf = ({
  meaning: _meaning,
  missingMeaning: _missing,
  unit: _unit,
  source: _source,
  ...reading
}: Column) => reading;
