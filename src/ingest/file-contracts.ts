import type { Column } from '../document/column.js';
import { invoiceColumns } from '../document/invoice-columns.js';
import { answerColumns } from './answers.js';
import { applicationColumns } from './applications.js';
import { assignmentColumns } from './assignments.js';
import { companyProductColumns } from './company-products.js';
import { departmentColumns, expertColumns } from './experts.js';
import { industryColumns } from './industries.js';
import { industryIoColumns } from './industry-io.js';
import { industryMapColumns } from './industry-map.js';
import { judgementColumns } from './judgements.js';
import { loanColumns } from './loans.js';
import { manualBinColumns } from './manual-bins.js';
import { outcomeColumns } from './outcomes.js';
import { overrideColumns } from './overrides.js';
import { productColumns } from './products.js';
import { reviewColumns } from './reviews.js';
import { visitColumns, visitSampleColumns } from './visits.js';

/** A file that people give, apart from the company table: its columns are the same in every study. */
export interface FileContract {
  /** What it is called, e.g. `industry-map` for industry-map.csv. */
  readonly name: string;
  /** The key of dipper.json#/inputs; undefined for files that a command is given. */
  readonly role?: string;
  readonly columns: readonly Column[];
  /** What other columns it may have; undefined: none. */
  readonly others?: string;
}

/** Every file with fixed columns: those that dipper.json names, then those that commands are given. */
export const fileContracts: readonly FileContract[] = [
  {
    name: 'industries',
    role: 'industries',
    columns: industryColumns,
    others: 'one number for each figure, unless indicator and value are there',
  },
  { name: 'industry-map', role: 'industryMap', columns: industryMapColumns },
  { name: 'judgements', role: 'judgements', columns: judgementColumns },
  { name: 'rating-judgements', role: 'ratingJudgements', columns: judgementColumns },
  { name: 'products', role: 'products', columns: productColumns },
  { name: 'company-products', role: 'companyProducts', columns: companyProductColumns },
  { name: 'experts', role: 'experts', columns: expertColumns },
  { name: 'departments', role: 'departments', columns: departmentColumns },
  { name: 'industry-io', role: 'industryIo', columns: industryIoColumns },
  { name: 'invoices', role: 'invoices', columns: invoiceColumns },
  { name: 'assignments', role: 'assignments', columns: assignmentColumns },
  { name: 'bins', role: 'bins', columns: manualBinColumns },
  { name: 'overrides', role: 'overrides', columns: overrideColumns },
  {
    name: 'applications',
    columns: applicationColumns,
    others: 'the richer fields of policy.json#/decision',
  },
  { name: 'outcomes', columns: outcomeColumns },
  { name: 'loans', columns: loanColumns },
  { name: 'reviews', columns: reviewColumns },
  { name: 'visits', columns: visitColumns },
  { name: 'sample', columns: visitSampleColumns },
  { name: 'answers', columns: answerColumns, others: 'every other column of the target list' },
];
