import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from '../../src/engine/engine.js';
import { loadInvoices, planInvoiceFile } from '../../src/pipeline/load-invoices.js';

const HEADER = 'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status\n';
const lines = (n: number) =>
  HEADER + Array.from({ length: n }, (_, i) => `F,${i},2024-06-01,P,out,100,13,valid\n`).join('');

it.each([
  ['appended to', lines(3)],
  ['replaced by one of the same size', lines(2).replaceAll('100', '900')],
  ['cut within a record', lines(2).slice(0, -20)],
])('a file that is %s between its fingerprint and its load is refused', async (_how, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const [path, next] = [join(folder, 'invoices.csv'), join(folder, 'next.csv')];
  writeFileSync(path, lines(2));
  const engine = await openEngine({ workFolder: folder });
  try {
    const plan = await planInvoiceFile(path, folder);
    writeFileSync(next, text);
    renameSync(next, path);
    await expect(loadInvoices(engine, plan)).rejects.toMatchObject({
      code: 'CHANGED_WHILE_READ',
      problems: [{ code: 'CHANGED_WHILE_READ', file: 'invoices.csv' }],
    });
  } finally {
    engine.close();
  }
});
