/**
 * Makes the synthetic Foshan study: `npm run data -- --firms 600000 --seed 1 --out DIR [--shift 0]`.
 * Nothing in it is real; assumptions.ts holds every figure of the population.
 */
import { copyFileSync, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { documentText } from '../../../src/document/write-document.js';
import { cumulative, unpack } from './activity.js';
import { assignmentRows } from './assignments.js';
import { assumptions } from './assumptions.js';
import { makeFirm } from './firm.js';
import { industryRows, mapRows } from './industry-figures.js';
import type { Population } from './latent.js';
import { otherActivities } from './other-activities.js';
import { departments, experts, judgementRows, ratingJudgementRows } from './panel.js';
import { productLines } from './products.js';
import { studiedActivities } from './studied-activities.js';
import { towns } from './towns.js';

const usage = 'usage: npm run data -- --firms N --seed N --out FOLDER [--shift NUMBER]';

/** A number from the command line, or the end of the program. */
function number(text: string, name: string, whole = true): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && (!whole || (Number.isInteger(value) && value >= 0)))
    return value;
  console.error(
    `--${name}: found ${JSON.stringify(text)}; expected a ${whole ? 'whole ' : ''}number\n${usage}`,
  );
  process.exit(2);
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      firms: { type: 'string', default: '600000' },
      seed: { type: 'string', default: '1' },
      shift: { type: 'string', default: '0' },
      out: { type: 'string' },
    },
  });
  if (values.out === undefined) {
    console.error(usage);
    process.exit(2);
  }
  return {
    firms: number(values.firms, 'firms'),
    seed: number(values.seed, 'seed'),
    shift: number(values.shift, 'shift', false),
    out: resolve(values.out),
  };
}

const activities = [...studiedActivities, ...otherActivities].map(unpack);
const population: Population = {
  activities,
  activitySteps: cumulative(activities.map(({ share }) => share)),
  towns,
  townSteps: cumulative(towns.map(({ weight }) => weight)),
};

const FLUSH = 1 << 20;

/** companies.csv and company-products.csv, streamed. */
async function writeFirms(
  folder: string,
  { firms, seed, shift }: ReturnType<typeof readFlags>,
): Promise<void> {
  const companies = createWriteStream(join(folder, 'companies.csv'));
  const tags = createWriteStream(join(folder, 'company-products.csv'));
  let rows = '';
  let links = 'company_id,product,share\n';
  for (let i = 0; i < firms; i++) {
    const { row, products } = makeFirm(i, population, { seed, shift });
    if (i === 0) rows = `${Object.keys(row).join(',')}\n`;
    rows += `${Object.values(row).join(',')}\n`;
    for (const { product, share } of products) links += `${row.company_id},${product},${share}\n`;
    if (rows.length < FLUSH && i < firms - 1) continue;
    const drained = companies.write(rows);
    tags.write(links);
    [rows, links] = ['', ''];
    if (!drained) await new Promise<void>((done) => companies.once('drain', () => done()));
  }
  companies.end();
  tags.end();
  await Promise.all([finished(companies), finished(tags)]);
}

function writeTable(folder: string, name: string, rows: readonly object[]): void {
  writeFileSync(join(folder, name), `${Papa.unparse([...rows], { newline: '\n' })}\n`);
}

/** Everything beside the firms: the same for every size of the population. */
function writeStudy(folder: string): void {
  writeTable(folder, 'industries.csv', industryRows());
  writeTable(folder, 'industry-map.csv', mapRows(productLines));
  writeTable(
    folder,
    'products.csv',
    productLines.map(({ product, nameZh, parent = '', upstreamOf = [] }) => ({
      product,
      name_zh: nameZh,
      parent,
      upstream_of: upstreamOf.join('|'),
    })),
  );
  writeTable(folder, 'departments.csv', departments);
  writeTable(folder, 'experts.csv', experts);
  writeTable(folder, 'judgements.csv', judgementRows(1));
  writeTable(folder, 'rating-judgements.csv', ratingJudgementRows(1));
  writeTable(folder, 'assignments.csv', assignmentRows());
}

/** dipper.json: the shipped study reads the shipped documents; another folder gets its own copy of them. */
function writeStudyFile(folder: string, seed: number): void {
  const shipped = resolve(import.meta.dirname, '../../../models/foshan');
  const isHome = folder === resolve(import.meta.dirname, '..');
  const models = isHome ? relative(folder, shipped) : 'models';
  if (!isHome) {
    mkdirSync(join(folder, models), { recursive: true });
    for (const name of ['industry.spec', 'industry', 'enterprise.spec', 'enterprise', 'policy']) {
      const from = join(shipped, `${name}.json`);
      if (existsSync(from)) copyFileSync(from, join(folder, models, `${name}.json`));
    }
  }
  const study = {
    formatVersion: 1,
    study: 'foshan',
    title: { en: 'Foshan (synthetic sample)', zh: '佛山（合成样例）' },
    synthetic: true,
    asOf: assumptions.asOf,
    currency: 'CNY',
    seed,
    inputs: {
      industries: 'industries.csv',
      industryMap: 'industry-map.csv',
      judgements: 'judgements.csv',
      companies: 'companies.csv',
      products: 'products.csv',
      companyProducts: 'company-products.csv',
      experts: 'experts.csv',
      departments: 'departments.csv',
      assignments: 'assignments.csv',
      ratingJudgements: 'rating-judgements.csv',
    },
    models,
    out: isHome ? '../../out/foshan' : 'out',
  };
  writeFileSync(join(folder, 'dipper.json'), documentText(study));
}

const flags = readFlags();
mkdirSync(flags.out, { recursive: true });
writeStudy(flags.out);
writeStudyFile(flags.out, flags.seed);
await writeFirms(flags.out, flags);
console.log(`${flags.firms} synthetic firms (seed ${flags.seed}, shift ${flags.shift}) in ${flags.out}`);
