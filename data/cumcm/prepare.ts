/** Turns the contest's tables into the study's files. `npm run prepare:cumcm -- --data FOLDER` */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import readXlsx from 'read-excel-file/node';
import { readRaw } from '../raw.js';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
  console.error('usage: npm run prepare:cumcm -- --data FOLDER   (the folder that holds cumcm2020c/)');
  process.exit(2);
}
const source = join(values.data, 'cumcm2020c');
const target = join(import.meta.dirname, 'prepared');
const models = join(import.meta.dirname, '../../models/cumcm');

/** The file knows six broad groups only; a two-digit code of GB/T 4754-2017 stands for each. */
const codes: Readonly<Record<string, string>> = {
  '农、林、牧、渔业': '01',
  制造业: '41',
  建筑业: '50',
  个体经营: '52',
  '专业、科学与技术': '74',
  服务业: '72',
};

/** Firms with what the bank says of 123 of them. */
function writeCompanies(): void {
  const rows = readRaw(join(source, 'enterprise_industry_labels.csv')).map((raw) => ({
    company_id: raw.enterprise,
    name: raw.name,
    industry_code: codes[raw.industry5!]!,
    bank_rating: raw.rating,
    defaulted: { 是: 1, 否: 0 }[raw.defaulted!] ?? '',
  }));
  writeFileSync(join(target, 'companies.csv'), `${Papa.unparse(rows, { newline: '\n' })}\n`);
  console.log(`${join(target, 'companies.csv')}: ${rows.length} rows`);
}

const sides = [
  { name: 'output', direction: 'out', party: '购方单位代号' },
  { name: 'input', direction: 'in', party: '销方单位代号' },
] as const;

/** Every invoice of the four files, as it is: only the columns have other names. */
async function writeInvoices(): Promise<void> {
  const path = join(target, 'invoices.csv');
  const file = createWriteStream(path);
  file.write('company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status\n');
  let rows = 0;
  for (const part of ['123', '302'])
    for (const { name, direction, party } of sides) {
      const invoices = readRaw(join(source, `invoices_${part}_${name}.csv.gz`)).map((raw) => [
        raw.企业代号,
        raw.发票号码,
        raw.开票日期,
        raw[party],
        direction,
        raw.金额,
        raw.税额,
        raw.发票状态,
      ]);
      file.write(`${Papa.unparse(invoices, { newline: '\n' })}\n`);
      rows += invoices.length;
    }
  file.end();
  await finished(file);
  console.log(`${path}: ${rows} rows`);
}

/** The policy with the loss curves of attachment 3 in it: they are the contest's and not shipped. */
async function writePolicy(): Promise<void> {
  const policy = JSON.parse(readFileSync(join(import.meta.dirname, 'config/policy.template.json'), 'utf8'));
  const sheets = await readXlsx(join(source, 'attachment3_rate_vs_churn.xlsx'));
  const rows = sheets[0]!.data.filter(([rate]) => typeof rate === 'number');
  for (const [i, curve] of policy.rate.demand.curves.entries())
    curve.points = rows.map((row) => ({
      rateBp: Math.round(Number(row[0]) * 1e4),
      lossPpm: Math.round(Number(row[i + 1]) * 1e6),
    }));
  writeFileSync(join(models, 'policy.json'), `${JSON.stringify(policy, null, 2)}\n`);
  console.log(
    `${join(models, 'policy.json')}: ${rows.length} rates on ${policy.rate.demand.curves.length} curves`,
  );
}

mkdirSync(target, { recursive: true });
writeCompanies();
await writeInvoices();
await writePolicy();
