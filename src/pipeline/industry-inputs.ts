import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentError, type Problem } from '../core/errors.js';
import { type IndustrySpec, industrySpecSchema } from '../document/industry-spec.js';
import type { Source } from '../document/mapping.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import { readDepartments, readExperts } from '../ingest/experts.js';
import { readIndustries } from '../ingest/industries.js';
import { readIndustryIo } from '../ingest/industry-io.js';
import { readJudgements } from '../ingest/judgements.js';
import { readProducts } from '../ingest/products.js';
import { modelPath, requiredInput, type Study } from '../study/open-study.js';
import { gatherProblems } from './gather-problems.js';

/** The files that industries are fitted on. */
export type IndustryFiles = Awaited<ReturnType<typeof readIndustryFiles>>;

/**
 * Reads figures, products, departments, experts, judgements and flows. Each is held against the ones it refers to, as far
 * as those could be read.
 * @throws InputError with every problem of every file
 */
export async function readIndustryFiles(study: Study) {
  const { inputs } = study;
  const { read, assertNone } = gatherProblems();
  const optional = async <T>(source: Source | undefined, reader: (source: Source) => Promise<T>) =>
    source === undefined ? undefined : await read(() => reader(source));
  const industries = await read(() => readIndustries(requiredInput(study, 'industries')));
  const products = await optional(inputs.products, readProducts);
  const departments = await optional(inputs.departments, readDepartments);
  const offices = departments && new Set(departments.departments.map(({ department }) => department));
  const experts = await optional(inputs.experts, (source) => readExperts(source, offices));
  const people = experts && new Set(experts.experts.map(({ expert }) => expert));
  const judgements = await read(() => readJudgements(requiredInput(study, 'judgements'), people));
  const ids = industries && new Set(industries.industries.map(({ id }) => id));
  const industryIo = await optional(ids && inputs.industryIo, (source) => readIndustryIo(source, ids!));
  assertNone();
  return { industries: industries!, departments, products, experts, judgements: judgements!, industryIo };
}

/** A spec and the name of the document it becomes. */
interface NamedSpec {
  readonly name: string;
  readonly spec: Loaded<IndustrySpec>;
}

/**
 * Reads industry.spec.json, then the variants by name.
 * @throws DocumentError with every problem
 */
export async function readIndustrySpecs(study: Study): Promise<NamedSpec[]> {
  const main = await readDocument(modelPath(study, 'industry.spec'), industrySpecSchema);
  const names = (await readdir(study.models))
    .map((file) => VARIANT.exec(file)?.[1])
    .filter((variant) => variant !== undefined)
    .sort();
  assertNames(names);
  const variants = names.map(async (variant) => ({
    name: `industry.${variant}`,
    spec: await readDocument(join(study.models, `industry.${variant}.spec.json`), industrySpecSchema),
  }));
  const all = [{ name: 'industry', spec: main }, ...(await Promise.all(variants))];
  const problems = all.flatMap(({ name, spec }) => checkSpec(spec.value, `${name}.spec.json`));
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'An industry spec contradicts itself', problems);
  return all;
}

const VARIANT = /^industry\.(.+)\.spec\.json$/;

/** A variant by another name would be passed over. */
function assertNames(variants: readonly string[]): void {
  const expected = 'industry.<variant>.spec.json, the variant of a-z, 0-9, _ and -';
  const problems = variants
    .filter((variant) => !/^[a-z0-9_-]+$/.test(variant))
    .map((variant) => {
      const file = `industry.${variant}.spec.json`;
      return { code: 'BAD_NAME', file, found: file, expected };
    });
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'A variant has a name that it may not have', problems);
}

/** Dimensions without anything in them; the schema sees to the rest. */
function checkSpec({ dimensions, indicators }: IndustrySpec, file: string): Problem[] {
  const used = new Set(indicators.map(({ dimension }) => dimension));
  return dimensions
    .filter(({ id }) => !used.has(id))
    .map(({ id }) => ({
      code: 'DIMENSION_EMPTY',
      file,
      path: `dimensions.${id}`,
      expected: 'at least one indicator',
    }));
}
