/** Turns the raw loan and industry tables into the study's two CSVs. `npm run prepare:sba -- --data FOLDER` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { type RawRow, readRaw } from '../raw.js';
import { industryRows } from './prepare-industries.js';
import { sectorOf } from './sectors.js';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
  console.error(
    'usage: npm run prepare:sba -- --data FOLDER   (the folder that holds sba/ and us_industry/)',
  );
  process.exit(2);
}

const target = join(import.meta.dirname, 'prepared');
mkdirSync(target, { recursive: true });

/** What was known of a loan on the day it was approved, and how it ended. */
function loanRow(raw: RawRow) {
  const code = raw.naics === '0' ? '' : raw.naics!;
  const flag = (when: boolean) => (when ? 1 : 0);
  const franchise = Number(raw.franchise_code);
  return {
    company_id: raw.loan_nr_chk_dgt,
    name: raw.name,
    industry_code: code,
    sector: sectorOf(code) ?? '',
    state: raw.state,
    approval_date: raw.approval_date,
    employees: raw.no_emp,
    is_new: raw.new_exist === '2' ? 1 : raw.new_exist === '1' ? 0 : '',
    jobs_created: raw.create_job,
    jobs_retained: raw.retained_job,
    is_franchise: flag(franchise > 1),
    location: { '1': 'urban', '2': 'rural' }[raw.urban_rural!] ?? '',
    revolving: { Y: 'yes', N: 'no' }[raw.rev_line_cr!] ?? '',
    low_doc: { Y: 'yes', N: 'no' }[raw.low_doc!] ?? '',
    bank_in_state: raw.bank_state === '' || raw.state === '' ? '' : flag(raw.bank_state === raw.state),
    approved_amount: raw.gr_appv,
    guaranteed_amount: raw.sba_appv,
    term: raw.term,
    outcome: raw.mis_status,
  };
}

const loans = readRaw(join(values.data, 'sba', 'sba_casecontrol_union.csv.gz')).map(loanRow);
const industries = industryRows(join(values.data, 'us_industry'));
writeTable('companies', loans);
writeTable('industries', industries);

function writeTable(name: string, rows: readonly object[]): void {
  const path = join(target, `${name}.csv`);
  writeFileSync(path, `${Papa.unparse([...rows], { newline: '\n' })}\n`);
  console.log(`${path}: ${rows.length} rows`);
}
