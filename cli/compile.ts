import { printJson } from './print.js';

interface CompileFlags {
  readonly study: string;
  readonly dialect: 'duckdb' | 'spark';
  readonly part: 'check' | 'score' | 'credit' | 'all';
  readonly from: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `dipper compile`: the study's job as SQL, on stdout or in a file. */
export async function compile(flags: CompileFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { dialect, part, from, out } = flags;
  await dipper.assertOut(out, { study, given: [] });
  const sql = await dipper.compileStudy(study, { dialect, part, from, ...(out !== undefined && { out }) });
  if (flags.json) return printJson({ dialect, part, from, ...(out === undefined ? { sql } : { out }) });
  if (out === undefined) process.stdout.write(sql);
}
