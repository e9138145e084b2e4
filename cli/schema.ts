import { plain, printJson, printLines, quiet, table } from './print.js';

interface SchemaFlags {
  readonly study: string;
  readonly json?: boolean;
}

/** `dipper schema`: the form of a spec, document or table; without a name, what there is. */
export async function schema(name: string | undefined, flags: SchemaFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  if (name === undefined) {
    const listed = dipper.listSchemas();
    if (flags.json) return printJson(listed);
    const rows = listed.map(({ name: known, file, kind }) => [known, file, kind]);
    return printLines(table(['name', 'file', 'kind'], rows, [0, 1, 2]));
  }
  const shown = await dipper.showSchema(name, () => dipper.openStudy(flags.study));
  if (shown.kind === 'document') return printJson(shown.schema);
  if (flags.json) return printJson(shown);
  const rows = shown.columns.map((column) => [
    column.name,
    plain(column.expected),
    column.required ? 'yes' : 'no',
    column.missing === 'rejected' ? 'rejected' : plain(column.missingMeaning ?? 'allowed'),
  ]);
  printLines(table(['column', 'expected', 'required', 'a missing value'], rows, [0, 1, 2, 3]));
  if (shown.others !== null) printLines(quiet(`  other columns: ${shown.others}`));
}
