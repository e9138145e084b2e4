import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import type { Judgement, MapRow } from '../document/industry-inputs.js';
import type { Classification, IndustrySpec } from '../document/industry-spec.js';
import { pathOf, type Source } from '../document/mapping.js';
import { assertTree } from '../industry/assert-tree.js';
import { countJudgements, type JudgementCounts } from '../industry/count-judgements.js';
import { type Globals, weighTree } from '../industry/hierarchy.js';
import { checkFigures } from '../industry/indicators.js';
import type { Panel } from '../industry/panel.js';
import { branchesOfSpec, globalWeights } from '../industry/spec-tree.js';
import { branchesOf } from '../industry/tree.js';
import { readAssignments } from '../ingest/assignments.js';
import { readCompanyProducts } from '../ingest/company-products.js';
import { readDepartments, readExperts } from '../ingest/experts.js';
import { readIndustries } from '../ingest/industries.js';
import { readIndustryIo } from '../ingest/industry-io.js';
import { readIndustryMap } from '../ingest/industry-map.js';
import { readJudgements } from '../ingest/judgements.js';
import { readManualBins } from '../ingest/manual-bins.js';
import { readOverrides } from '../ingest/overrides.js';
import { readProducts } from '../ingest/products.js';
import type { Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';

/** One input of a study, looked at. */
export interface CheckedFile {
  readonly role: InputRole;
  readonly file: string;
  /** Data records; null where the file could not be read to its end. */
  readonly records: number | null;
  /** Whether the jobs that read it can go on: row problems of the company table within the limit leave it usable. */
  readonly usable: boolean;
  /** Why it cannot be used; null where it can. */
  readonly reason: string | null;
  readonly problems: readonly Problem[];
}

/** What the small files said. */
export interface CheckedFiles {
  readonly files: readonly CheckedFile[];
  /** Undefined where there is none, or none that could be read. */
  readonly map: readonly MapRow[] | undefined;
  /** Ids of firms with product tags, once for each tag; undefined where they could not be read. */
  readonly tagged: readonly string[] | undefined;
  readonly classification: Classification | null;
  readonly judgements: Readonly<Partial<Record<'judgements' | 'ratingJudgements', JudgementCounts>>>;
}

/** Reads inputs one by one and keeps what is wrong with each. */
function keeper({ inputs }: Study) {
  const files: CheckedFile[] = [];
  /** What a reader gives; undefined where the study has no such file, or it has problems. */
  async function read<T extends object>(
    role: InputRole,
    reader: (source: Source) => Promise<T>,
    recordsOf: (found: T) => number,
  ): Promise<T | undefined> {
    const source = inputs[role];
    if (source === undefined) return undefined;
    const file = basename(pathOf(source));
    try {
      const found = await reader(source);
      files.push({ role, file, records: recordsOf(found), usable: true, reason: null, problems: [] });
      return found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      files.push({
        role,
        file,
        records: null,
        usable: false,
        reason: error.message,
        problems: error.problems,
      });
      return undefined;
    }
  }
  return { files, read };
}

type Read = ReturnType<typeof keeper>['read'];

/**
 * Reads every small input of a study; each is held against the ones it refers to, as far as those could be read.
 * @param study the study
 * @param specs the industry specs; none where the study has none
 */
export async function checkFiles(study: Study, specs: readonly IndustrySpec[]): Promise<CheckedFiles> {
  const { files, read } = keeper(study);
  const classification = specs[0]?.classification ?? null;
  const industries = await read(
    'industries',
    (source) => readFigures(source, specs),
    (found) => found.industries.reduce((sum, { years }) => sum + years.size, 0),
  );
  const products = await read('products', readProducts, (found) => found.products.length);
  const ids = industries && new Set(industries.industries.map(({ id }) => id));
  const names = products && new Set(products.products.map(({ product }) => product));
  const map = await read(
    'industryMap',
    (source) =>
      ids !== undefined && classification !== null
        ? readIndustryMap(source, { industries: ids, classification, ...(names && { products: names }) })
        : notRead(source, lackingOf(study, ids, classification)),
    (found) => found.map.length,
  );
  const known = new Set([...(names ?? []), ...(map?.map ?? []).flatMap(({ product }) => product ?? [])]);
  const isLost = files.some(({ role, usable }) => NAMING_PRODUCTS.includes(role) && !usable);
  const tags = await read(
    'companyProducts',
    (source) => readCompanyProducts(source, isLost ? undefined : known),
    (found) => found.tags.length,
  );
  await read(
    'industryIo',
    (source) =>
      ids === undefined ? notRead(source, [nameOf(study, 'industries')]) : readIndustryIo(source, ids),
    (found) => found.flows.length,
  );
  const judgements = await readJudgementFiles(read, specs);
  const readPlaced = (source: Source) => readAssignments(source, ids);
  await read('assignments', readPlaced, (found) => found.rows.length);
  await read('bins', readManualBins, (found) => found.bins.length);
  await read('overrides', readOverrides, (found) => found.overrides.length);
  const tagged = tags?.tags.map(({ companyId }) => companyId);
  return { files, map: map?.map, tagged, classification, judgements };
}

/** What is said of a file that needs another one which could not be read. */
export function notLookedAt(file: string, expected: string) {
  const reason = `${file} was not looked at`;
  const problems = [{ code: 'NOT_LOOKED_AT', file, found: 'a file that needs another one', expected }];
  return { records: null, usable: false, reason, problems };
}

/** The inputs that say which products there are. */
const NAMING_PRODUCTS: readonly InputRole[] = ['products', 'industryMap'];

/** The file of an input as the study names it; where it names none, what dipper.json lacks. */
function nameOf({ inputs }: Study, role: InputRole): string {
  const source = inputs[role];
  return source === undefined ? `inputs.${role} in dipper.json` : basename(pathOf(source));
}

/** What industry-map.csv needs and has not. */
function lackingOf(study: Study, ids: unknown, classification: unknown): string[] {
  return [
    ...(ids === undefined ? [nameOf(study, 'industries')] : []),
    ...(classification === null ? ['industry.spec.json'] : []),
  ];
}

/** @param lacking the files that it needs and that could not be read */
function notRead(source: Source, lacking: readonly string[]): never {
  const expected = `${lacking.join(' and ')} that can be read`;
  const { reason, problems } = notLookedAt(basename(pathOf(source)), expected);
  throw new InputError('FILE_PROBLEM', reason, problems);
}

/** industries.csv, with every figure that an indicator reads. */
async function readFigures(source: Source, specs: readonly IndustrySpec[]) {
  const found = await readIndustries(source);
  const problems = specs.flatMap(({ indicators }) => checkFigures(indicators, found.figures, found.file));
  if (problems.length === 0) return found;
  throw new InputError('FILE_PROBLEM', `${found.file} lacks figures that indicators read`, problems);
}

async function readJudgementFiles(read: Read, specs: readonly IndustrySpec[]) {
  const departments = await read('departments', readDepartments, (found) => found.departments.length);
  const offices = departments && new Set(departments.departments.map(({ department }) => department));
  const experts = await read(
    'experts',
    (source) => readExperts(source, offices),
    (found) => found.experts.length,
  );
  const people = experts && new Set(experts.experts.map(({ expert }) => expert));
  const panel: Panel = {
    ...(experts && { experts: experts.experts }),
    ...(departments && { departments: departments.departments }),
  };
  const judged = async (role: 'judgements' | 'ratingJudgements', tree: readonly IndustrySpec[]) => {
    const found = await read(
      role,
      async (source) => {
        const { file, judgements } = await readJudgements(source, people);
        if (tree.length > 0) assertWeighable({ file, judgements }, tree, panel);
        return { judgements };
      },
      ({ judgements }) => judgements.length,
    );
    return found && { [role]: countJudgements(found.judgements) };
  };
  return { ...(await judged('judgements', specs)), ...(await judged('ratingJudgements', [])) };
}

/** Holds judgements against the trees of the specs, and weighs each: comparisons must hang together. */
function assertWeighable(
  { file, judgements }: { readonly file: string; readonly judgements: readonly Judgement[] },
  specs: readonly IndustrySpec[],
  panel: Panel,
): void {
  const branches = branchesOf(judgements, file);
  assertTree(branches, specs, file);
  for (const spec of specs) {
    const globals: Globals = (local) => globalWeights(spec, local);
    weighTree(branchesOfSpec(spec, branches), { panel, method: spec.ahp, globals });
  }
}
