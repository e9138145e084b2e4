/** Turns the contest's tables into the study's CSVs. `npm run prepare:cumcm -- --data FOLDER` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { type RawRow, readRaw } from '../raw.js';
import { type InvoiceSums, LAST_YEAR, sumInvoices } from './invoices.js';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
  console.error('usage: npm run prepare:cumcm -- --data FOLDER   (the folder that holds cumcm2020c/)');
  process.exit(2);
}
const source = join(values.data, 'cumcm2020c');
const target = join(import.meta.dirname, 'prepared');

/** The file knows six broad groups only; a two-digit code of GB/T 4754-2017 stands for each. */
const groups: Readonly<
  Record<string, { readonly id: string; readonly name: string; readonly code: string }>
> = {
  '农、林、牧、渔业': { id: 'agriculture', name: 'Agriculture', code: '01' },
  制造业: { id: 'manufacturing', name: 'Manufacturing', code: '41' },
  建筑业: { id: 'construction', name: 'Construction', code: '50' },
  个体经营: { id: 'self_employed', name: 'Self-employed trade', code: '52' },
  '专业、科学与技术': { id: 'professional', name: 'Professional and technical', code: '74' },
  服务业: { id: 'services', name: 'Services', code: '72' },
};

interface Books {
  readonly sales: InvoiceSums | undefined;
  readonly purchases: InvoiceSums | undefined;
}

const whole = (value: number | undefined) => (value === undefined ? '' : Math.round(value));
const share = (part: number, all: number) => (all > 0 ? (part / all).toFixed(6) : '');

function companyRow(raw: RawRow, { sales, purchases }: Books) {
  const year = (sums: InvoiceSums | undefined, back: number) => sums?.amount.get(LAST_YEAR - back);
  const parties = [...(sales?.parties.values() ?? [])].filter((value) => value > 0);
  const sold = parties.reduce((sum, value) => sum + value, 0);
  const recent = [...(sales?.months ?? [])].filter(
    (month) => month >= `${LAST_YEAR - 1}` && month < `${LAST_YEAR + 1}`,
  );
  const outTax = sales?.tax.get(LAST_YEAR);
  const inTax = purchases?.tax.get(LAST_YEAR);
  return {
    company_id: raw.enterprise,
    name: raw.name,
    industry_code: groups[raw.industry5!]!.code,
    sales: whole(year(sales, 0)),
    sales_prior: whole(year(sales, 1)),
    purchases: whole(year(purchases, 0)),
    vat_paid: outTax === undefined || inTax === undefined ? '' : Math.max(0, Math.round(outTax - inTax)),
    buyers: parties.length,
    largest_buyer_share: share(Math.max(0, ...parties), sold),
    active_months: recent.length,
    void_share: share(sales?.voided ?? 0, sales?.invoices ?? 0),
    returns_share: share(sales?.returned ?? 0, sales?.sold ?? 0),
    first_invoice_on: sales === undefined ? '' : sales.first,
    bank_rating: raw.rating,
    defaulted: { 是: 1, 否: 0 }[raw.defaulted!] ?? '',
  };
}

/** One row per group and year: what its firms invoice. */
function industryRows(firms: readonly RawRow[], booksOf: (id: string) => Books) {
  return Object.entries(groups).flatMap(([nameZh, { id, name }]) =>
    [LAST_YEAR - 1, LAST_YEAR].map((year) => {
      const own = firms.filter((raw) => raw.industry5 === nameZh).map((raw) => booksOf(raw.enterprise!));
      const total = (pick: (books: Books) => InvoiceSums | undefined) =>
        Math.round(own.reduce((sum, books) => sum + (pick(books)?.amount.get(year) ?? 0), 0));
      const sales = total((books) => books.sales);
      const purchases = total((books) => books.purchases);
      return {
        industry_id: id,
        name,
        name_zh: nameZh,
        year,
        sales,
        value_added: sales - purchases,
        firms: own.length,
      };
    }),
  );
}

function writeTable(name: string, rows: readonly object[]): void {
  const path = join(target, `${name}.csv`);
  writeFileSync(path, `${Papa.unparse([...rows], { newline: '\n' })}\n`);
  console.log(`${path}: ${rows.length} rows`);
}

const files = (direction: 'input' | 'output') =>
  ['123', '302'].map((part) => join(source, `invoices_${part}_${direction}.csv.gz`));
const sales = new Map(files('output').flatMap((path) => [...sumInvoices(path, '购方单位代号')]));
const purchases = new Map(files('input').flatMap((path) => [...sumInvoices(path, '销方单位代号')]));
const booksOf = (id: string): Books => ({ sales: sales.get(id), purchases: purchases.get(id) });
const firms = readRaw(join(source, 'enterprise_industry_labels.csv'));

mkdirSync(target, { recursive: true });
writeTable(
  'companies',
  firms.map((raw) => companyRow(raw, booksOf(raw.enterprise!))),
);
writeTable('industries', industryRows(firms, booksOf));
