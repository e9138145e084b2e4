import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '../document/column.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { type Mapping, mappingOf, pathOf } from '../document/mapping.js';
import { fileContracts } from '../ingest/file-contracts.js';
import { kindWithoutLines, readFileHead } from '../ingest/file-head.js';
import { proposeUnmapped } from '../ingest/propose-mapping.js';
import { type UnknownUnit, type UnscaledUnit, unknownUnits, unscaledUnits } from '../ingest/units.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import type { Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';
import type { CheckedFile } from './checked-file.js';
import type { CompanyContract } from './company-contract.js';
import { unpackParquet } from './unpack-parquet.js';

/** What a study's mapping lacks. */
export interface ProposedMapping {
  /** Where headers that neither contract nor mapping know belong, by input; empty when every header is known. */
  readonly mapping: Readonly<Partial<Record<InputRole, Mapping>>>;
  /** Headers of proposed amounts that name a unit which is not known: whether they need a factor, a person decides. */
  readonly unknownUnits: readonly UnknownUnit[];
  /** Headers that dipper.json maps with another factor than their unit stands for: whether that is meant, a person decides. */
  readonly unscaledUnits: readonly UnscaledUnit[];
}

/** Codes of what a mapping can mend. */
const MENDABLE = new Set(['UNKNOWN_COLUMN', 'MISSING_COLUMN', 'TYPE', 'VALUE']);

/**
 * Looks at the heads of the files that a mapping could mend.
 * @param files as they were checked
 * @param known what the study's documents say of them
 */
export async function proposedMapping(
  study: Study,
  files: readonly CheckedFile[],
  known: Known,
): Promise<ProposedMapping> {
  const mapping: Partial<Record<InputRole, Mapping>> = {};
  const units: UnknownUnit[] = [];
  const unscaled: UnscaledUnit[] = [];
  for (const { role, problems } of files) {
    const contract = contractOf(role, known);
    const source = study.inputs[role]!;
    unscaled.push(...unscaledUnits(mappingOf(source) ?? {}, contract?.columns ?? []));
    if (!problems.some(({ code }) => MENDABLE.has(code))) continue;
    const head = await headOf(pathOf(source));
    if (contract === undefined || head === undefined) continue;
    const proposed = proposeUnmapped(head, contract.columns, { ...contract, mapping: mappingOf(source) });
    if (Object.keys(proposed).length > 0) mapping[role] = proposed;
    units.push(...unknownUnits(proposed, contract.columns));
  }
  return { mapping, unknownUnits: units, unscaledUnits: unscaled };
}

/** The first lines of a table; those of a Parquet file as a CSV would have them. */
async function headOf(path: string) {
  if ((await kindWithoutLines(path)) !== 'parquet') return readFileHead(path);
  const work = await openWorkFolder(tmpdir());
  try {
    const copy = join(work.scratch, 'head.csv');
    await unpackParquet(path, copy);
    return await readFileHead(copy);
  } finally {
    await dropWorkFolder(work);
  }
}

/** What the study's documents say of its files. */
interface Known {
  readonly companies: CompanyContract | undefined;
  readonly specs: readonly IndustrySpec[];
}

/** What a file must look like; undefined where the study does not fix it. */
function contractOf(role: InputRole, { companies, specs }: Known) {
  if (role === 'companies') return companies && { ...companies, hasOthers: false };
  const contract = fileContracts.find((each) => each.role === role);
  if (contract === undefined) return undefined;
  const figures = role === 'industries' ? specs.flatMap(figureColumns) : [];
  return {
    columns: [...contract.columns, ...figures],
    missingTexts: [],
    hasOthers: contract.others !== undefined,
  };
}

/** The figures that stand in a column of their own, by the words of their indicators. */
function figureColumns({ indicators }: IndustrySpec): Column[] {
  return indicators.flatMap(({ name, source }): Column[] =>
    source.from === 'column' ? [{ name: source.column, type: 'number', required: false, meaning: name }] : [],
  );
}
