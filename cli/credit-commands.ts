import { type Command, Option } from 'commander';
import { day, examples, json, language, study, untilOption } from './options.js';

/** The commands of the credit side: lists, decisions, watch. */
export function addCreditCommands(dipper: Command): void {
  addLines(dipper);
  addChanges(dipper);
  addInvoices(dipper);
  addDecide(dipper);
  addWatch(dipper);
  addFunnel(dipper);
}

function addLines(dipper: Command): void {
  dipper
    .command('lines')
    .description('the target list of a run again: csv, xlsx or parquet, whole or by branch, town or manager')
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .addOption(
      new Option('--format <format>', 'file format').choices(['csv', 'xlsx', 'parquet']).default('csv'),
    )
    .addOption(new Option('--split-by <column>', 'one file for each').choices(['branch', 'town', 'manager']))
    .option('--unmask', 'show contact names and phones (with --reason)')
    .option('--reason <text>', 'why personal data are shown; the manifest keeps it')
    .addOption(language('language of names and reasons; zh: of a workbook’s heads and codes too'))
    .option('--draft', 'take documents that are not approved; every row says so')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper lines --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --draft',
        'dipper lines --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --draft --format xlsx --split-by branch --lang zh',
        'dipper lines --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --unmask --reason "calls of July"',
      ),
    )
    .action(async (options) => (await import('./lines.js')).lines(options));
}

function addInvoices(dipper: Command): void {
  dipper
    .command('invoices')
    .description('VAT invoices → what they say of each firm (sales, tax, returns, counterparties …), as CSV')
    .argument('[invoices]', 'invoices.csv (default: inputs.invoices of the study)')
    .addOption(study())
    .addOption(
      new Option('--date <day>', 'last day that is looked at (default: the study date)').argParser(day),
    )
    .option('--out <file>', 'write it there instead of to stdout: CSV, or a workbook by .xlsx')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper invoices --study data/cumcm > measures.csv',
        'dipper invoices applicants.csv --study data/foshan --date 2024-07-15 --out measures.csv',
      ),
    )
    .action(async (file, options) => (await import('./invoices.js')).invoices(file, options));
}

function addDecide(dipper: Command): void {
  dipper
    .command('decide')
    .description('applications → approve, manual, offline or reject; every decision in a tamper-evident log')
    .argument('[applications]', 'applications.csv, or - for one JSON object a line on stdin')
    .addOption(study())
    .option('--run <run>', 'the run whose target list holds the offers: its id, or its folder')
    .addOption(new Option('--date <day>', 'day of the decisions (default: applied_at)').argParser(day))
    .option('--draft', 'decide by documents that are not approved; every record says so')
    .option('--log <file>', 'the log (default: decisions.jsonl in the study folder)')
    .option('--invoices <file>', 'VAT invoices of the applicants: richer fields, where they authorised it')
    .option('--out <file>', 'write the decisions too: CSV, or a workbook by .xlsx')
    .option('--replay', 'hold the whole log against its hashes and decide every record again')
    .option('--expect-head <hash>', 'with --replay: a hash noted earlier that the log must still hold')
    .addOption(language('language in which codes are explained'))
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper decide applications.csv --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --draft',
        'dipper decide - --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --draft < applications.jsonl',
        'dipper decide applications.csv --study data/foshan --run RUN --invoices invoices.csv --draft',
        'dipper decide --replay --study data/foshan --expect-head 5f3c…',
      ),
    )
    .action(async (source, options) => (await import('./decide.js')).decide(source, options));
}

function addWatch(dipper: Command): void {
  dipper
    .command('watch')
    .description('granted firms: hard rules and tier again; keep, manual, cut, freeze or collect')
    .argument('<loans>', 'loans.csv: loan_id, company_id, line, drawn, overdue_days, as_of')
    .addOption(study())
    .option('--draft', 'watch by documents that are not approved; every record says so')
    .option('--log <file>', 'the log (default: decisions.jsonl in the study folder)')
    .option('--out <file>', 'write the actions too: CSV, or a workbook by .xlsx')
    .addOption(language('language in which codes are explained'))
    .addOption(json())
    .addHelpText('after', examples('dipper watch loans.csv --study data/foshan --draft'))
    .action(async (source, options) => (await import('./watch.js')).watch(source, options));
}

function addChanges(dipper: Command): void {
  dipper
    .command('changes')
    .description('the target list of a run beside an earlier one: who joined, who left and why, what moved')
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .requiredOption('--since <run>', 'the earlier run')
    .option('--out <file>', 'write every firm that joined, left or moved: CSV, or a workbook by .xlsx')
    .addOption(language('language in which codes are explained'))
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper changes --study data/foshan --run RUN --since RUN0 --out changes.xlsx'),
    )
    .action(async (options) => (await import('./changes.js')).changes(options));
}

function addFunnel(dipper: Command): void {
  dipper
    .command('funnel')
    .description(
      'targets → contacted → interested → applied → granted → drawn → overdue, with exact intervals',
    )
    .addOption(study())
    .requiredOption('--run <run>', 'the run whose list was worked: its id, or its folder')
    .option('--lists <files...>', 'target lists that came back (CSV or XLSX)')
    .option(
      '--outcomes <file>',
      'outcomes.csv: company_id, status, amount, drawn_amount, overdue_days, as_of',
    )
    .addOption(untilOption())
    .option('--log <file>', 'the log (default: decisions.jsonl in the study folder)')
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper funnel --study data/foshan --run RUN --lists back.csv --outcomes outcomes.csv'),
    )
    .action(async (options) => (await import('./funnel.js')).funnel(options));
}
