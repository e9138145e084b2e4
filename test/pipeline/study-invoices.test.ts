import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { explainCompany, listMeasures, openStudy, runStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { COMPANY_HEADER, writeTinyStudy } from '../fixtures/tiny-study.js';

const firm = (id: string, revenueTax = '') =>
  `${id},${id} GmbH,3010,20,2000000,20000000,${revenueTax},A,2015-01-01,,0,north,Wang`;
const without = (line: string) => {
  const cells = line.split(',');
  return cells.filter((_cell, i) => COMPANY_HEADER.split(',')[i] !== 'revenue_tax').join(',');
};
const invoices = [
  'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status',
  'A,1,2024-06-01,P,out,15000000.4,1,valid',
  'A,1,2024-06-01,P,out,15000000.4,1,valid',
  'B,2,2022-06-01,P,out,15000000,1,valid',
  'Z,3,2024-06-01,P,out,15000000,1,valid',
  'A,4,2024-06-01,P,out,fifteen,1,valid',
];

let folder: string;

/** A study whose tax revenue is made from invoices. */
beforeEach(() => {
  folder = writeTinyStudy(
    ['A', 'B', 'C'].map((id) => without(firm(id))),
    without(COMPANY_HEADER),
  );
  writeFileSync(join(folder, 'invoices.csv'), `${invoices.join('\n')}\n`);
  edit(folder, 'models/enterprise.json', (text) => {
    const document = JSON.parse(text);
    document.inputs.find(({ name }: { name: string }) => name === 'revenue_tax').invoices = {
      measure: 'amount',
    };
    return JSON.stringify(document);
  });
  nameInvoices('invoices.csv');
});

function nameInvoices(path: string | undefined): void {
  edit(folder, 'dipper.json', (text) => {
    const study = JSON.parse(text);
    study.inputs.invoices = path;
    return JSON.stringify(study);
  });
}

const table = (path: string) => {
  const [header, ...rows] = readFileSync(path, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/);
  const names = header!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i]!, cell])));
};

describe('a study with invoices', () => {
  it('makes columns from them: the lower revenue decides, nothing sold is 0, no invoice at all is missing', async () => {
    const { summary, folder: made, manifest } = await runStudy(await openStudy(folder));
    const lines = table(join(made, 'targets.csv')).map((row) => [row.company_id, row.tier, row.line_amount]);
    // A: min(20,000,000, 15,000,000) × 5 %; C: one source, 16,000,000 × 5 %
    expect(lines).toEqual([
      ['C', 'R8', '800000'],
      ['A', 'R8', '750000'],
    ]);
    expect(table(join(made, 'gates.csv'))).toEqual([
      { company_id: 'B', industry_id: 'machines', tier: 'R8', gates: 'REVENUE_OUT|LINE_BELOW_MIN' },
    ]);
    const file = 'invoices.csv';
    expect(summary!.invoices).toEqual({ file, records: 5, taken: 3, copies: 1, rejected: 1, ofStrangers: 1 });
    expect(manifest.counts).toMatchObject({ invoices: 3, invoiceCopies: 1, invoicesRejected: 1 });
    expect(manifest.inputs.invoices).toMatchObject({ file });
    expect(table(join(made, 'rejects.csv'))).toMatchObject([
      { file, line: '6', column: 'amount', value: 'fifteen', code: 'TYPE' },
    ]);
  });

  it('is another run when an invoice changes', async () => {
    const before = await runStudy(await openStudy(folder));
    edit(folder, 'invoices.csv', (text) => text.replace('B,2,2022', 'B,2,2024'));
    const after = await runStudy(await openStudy(folder));
    expect(after.manifest.run).not.toBe(before.manifest.run);
    expect(table(join(after.folder, 'targets.csv')).map(({ company_id }) => company_id)).toContain('B');
  });

  it('is explained by the same values', async () => {
    const study = await openStudy(folder);
    const company = async (id: string) => (await explainCompany(study, id)).company;
    expect(await company('A')).not.toHaveProperty('revenue_tax');
    edit(folder, 'models/enterprise.json', (text) => {
      const document = JSON.parse(text);
      document.thin.of.push('revenue_tax');
      return JSON.stringify(document);
    });
    expect(await company('A')).toMatchObject({ revenue_tax: 15_000_000 });
    expect(await company('C')).toMatchObject({ revenue_tax: null });
  });

  it('lists what its documents measure', async () => {
    const { table: listed, invoices: read } = await listMeasures(await openStudy(folder), {
      asOf: '2022-06-30',
    });
    expect(listed).toEqual({
      columns: ['company_id', 'revenue_tax'],
      rows: [['B', 15_000_000]],
      shown: [undefined, 'amount'],
    });
    expect(read).toMatchObject({ records: 5, rows: 4, copies: 1, rejected: 1, disputed: 0 });
  });

  it('counts the numbers under which a seller has several invoices that differ', async () => {
    const file = join(folder, 'disputed.csv');
    const lines = [
      'B,1,2022-05-01,P,out,100,13,valid',
      'B,1,2022-05-01,P,out,100,13,void',
      'B,2,2022-05-01,P,out,100,13,valid',
      'B,2,2022-05-01,P,销项,100,13,有效',
      'B,3,2022-05-01,P,in,100,13,valid',
      'B,3,2022-05-01,Q,in,900,13,valid',
      'B,4,2022-05-01,Q,in,100,13,valid',
      'B,4,2022-05-02,Q,in,100,13,valid',
      'B,,2022-05-01,Q,in,100,13,valid',
      'B,,2022-05-02,Q,in,100,13,valid',
    ];
    writeFileSync(
      file,
      `company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status\n${lines.join('\n')}\n`,
    );
    const { invoices } = await listMeasures(await openStudy(folder), { file });
    expect(invoices).toMatchObject({ records: 10, copies: 1, disputed: 2 });
  });

  it('lists a richer field that replaces a company column which is not measured', async () => {
    const copied = copyFoshan(5);
    const { table: listed } = await listMeasures(await openStudy(copied), {
      file: join(folder, 'invoices.csv'),
      asOf: '2022-06-30',
    });
    const at = listed.columns.indexOf('revenue_invoiced');
    expect(listed.rows.map((row) => [row[0], row[at]])).toEqual([['B', 15_000_000]]);
  });

  it('refuses a column from two sources', async () => {
    writeFileSync(join(folder, 'companies.csv'), `${[COMPANY_HEADER, firm('A', '1')].join('\n')}\n`);
    await expect(runStudy(await openStudy(folder))).rejects.toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'TWO_SOURCES', column: 'revenue_tax' }],
    });
    nameInvoices(undefined);
    const { summary } = await runStudy(await openStudy(folder));
    expect(summary!.counts).toMatchObject({ rated: 1 });
    expect(summary!.invoices).toBeUndefined();
  });

  it('rejects a firm whose invoices add up to more than an amount may be', async () => {
    edit(folder, 'invoices.csv', (text) => `${text}A,5,2024-06-02,P,out,999999999999,1,valid\n`);
    const { summary, folder: made } = await runStudy(await openStudy(folder));
    expect(summary!.counts).toMatchObject({ records: 3, rated: 2, rejected: 1 });
    const rejects = table(join(made, 'rejects.csv')).filter(({ code }) => code === 'RANGE');
    expect(rejects).toMatchObject([
      { file: 'invoices.csv', column: 'revenue_tax', value: 'A: 1000014999999' },
    ]);
  });

  it('checks the type of a measured column when it reads the document', async () => {
    edit(folder, 'models/enterprise.json', (text) => {
      const document = JSON.parse(text);
      document.inputs.find(({ name }: { name: string }) => name === 'revenue_tax').invoices.measure =
        'parties';
      return JSON.stringify(document);
    });
    await expect(runStudy(await openStudy(folder))).rejects.toMatchObject({ code: 'BAD_DOCUMENT' });
  });
});
