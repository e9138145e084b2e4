import { reachText } from './invoice-reach.js';
import { notice } from './notice.js';
import { count, many, plain, printJson } from './print.js';

interface InvoicesFlags {
  readonly study: string;
  readonly date?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `dipper invoices`: what VAT invoices say of each firm, as CSV; what was read goes to stderr. */
export async function invoices(file: string | undefined, flags: InvoicesFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  await dipper.assertOut(flags.out, { study, given: [file] });
  const found = await dipper.listMeasures(study, {
    ...(file === undefined ? {} : { file }),
    ...(flags.date === undefined ? {} : { asOf: flags.date }),
  });
  const { table, invoices: read, asOf } = found;
  if (flags.out !== undefined) await dipper.writeTable(flags.out, table, 'invoices');
  if (flags.json) return printJson({ asOf, invoices: read, columns: table.columns, rows: table.rows });
  if (flags.out === undefined) {
    for (const row of [table.columns, ...table.rows]) process.stdout.write(dipper.csvLine(row));
  }
  const { records, rows, copies, rejected, rejects, first, early } = read;
  notice(
    `${plain(read.file)}: ${many(records, 'record')} = ${count(rows - copies)} taken + ${count(copies)} copies + ${count(rejected)} rejected; ${many(table.rows.length, 'firm')} as of ${asOf}`,
  );
  if (read.disputed > 0)
    notice(
      `  ${many(read.disputed, 'number')} of invoices stand for several that differ; each of them was taken`,
    );
  if (first !== undefined && early.length > 0) notice(reachText({ first, early }));
  for (const problem of rejects) notice(`  - ${plain(dipper.formatProblem(problem))}`);
}
