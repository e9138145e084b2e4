import { heading, plain, printJson, printLines, quiet, table, warning } from './print.js';

interface ExplainRunFlags {
  readonly study: string;
  readonly run: string;
  readonly lang: 'en' | 'zh';
  readonly html?: boolean;
  readonly md?: boolean;
  readonly json?: boolean;
}

type Sheet = import('../src/index.js').Sheet;

/** `dipper explain --run`: one firm as a run rated and priced it, on the terminal or as a file. */
export async function explainThen(id: string, flags: ExplainRunFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const explained = await dipper.explainRun(study, id, { run: flags.run });
  if (flags.json) return printJson(explained.firm);
  const facts = dipper.runSheet(explained);
  if (!flags.html && !flags.md) return printSheet(dipper.sheetOf(facts, flags.lang));
  const write = flags.html ? dipper.sheetHtml : dipper.sheetMarkdown;
  process.stdout.write(await write(facts, flags.lang));
}

/** A sheet as a terminal shows it. */
function printSheet({ title, subtitle, notices, headline, parts }: Sheet): void {
  printLines(heading(plain(title)), quiet(`  ${plain(subtitle)}`));
  printLines(...notices.map((notice) => warning(`  ${plain(notice)}`)));
  if (headline.length > 0) printLines(table(['', ''], plainRows(headline), [0, 1]));
  for (const { title: name, note, head, rows, words } of parts) {
    printLines(heading(plain(name)), ...(note === undefined ? [] : [quiet(`  ${plain(note)}`)]));
    if (rows.length > 0) printLines(table(head, plainRows(rows), words));
  }
}

const plainRows = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(plain));
