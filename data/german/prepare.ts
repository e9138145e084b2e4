/** Turns the raw table into the study's CSV. `npm run prepare:german -- --data FOLDER` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { readRaw } from '../raw.js';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) {
  console.error('usage: npm run prepare:german -- --data FOLDER   (the folder that holds german/)');
  process.exit(2);
}

/** Shorter names for long headers; the others stay. */
const names: Readonly<Record<string, string>> = {
  status_of_existing_checking_account: 'checking_account',
  savings_account_and_bonds: 'savings',
  present_employment_since: 'employed_since',
  installment_rate_in_percentage_of_disposable_income: 'instalment_rate',
  other_debtors_or_guarantors: 'guarantors',
  present_residence_since: 'residence_since',
  number_of_existing_credits_at_this_bank: 'credits_here',
  number_of_people_being_liable_to_provide_maintenance_for: 'dependants',
};

const rows = readRaw(join(values.data, 'german', 'germancredit.csv')).map((raw, i) => ({
  company_id: `G${String(i + 1).padStart(4, '0')}`,
  ...Object.fromEntries(Object.entries(raw).map(([name, value]) => [names[name] ?? name, value])),
}));
const path = join(import.meta.dirname, 'prepared', 'companies.csv');
mkdirSync(join(import.meta.dirname, 'prepared'), { recursive: true });
writeFileSync(path, `${Papa.unparse(rows, { newline: '\n' })}\n`);
console.log(`${path}: ${rows.length} rows`);
