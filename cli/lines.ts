import { join } from 'node:path';
import { count, draftNotice, many, printJson, printLines, quiet, syntheticNotice, warning } from './print.js';

interface LinesFlags {
  readonly study: string;
  readonly run: string;
  readonly format: 'csv' | 'xlsx' | 'parquet';
  readonly splitBy?: 'branch' | 'town' | 'manager';
  readonly unmask?: boolean;
  readonly reason?: string;
  readonly lang: 'en' | 'zh';
  readonly draft?: boolean;
  readonly json?: boolean;
}

/** `dipper lines`: the target list of a run again, for those who call the firms. */
export async function lines(flags: LinesFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const reason = flags.reason?.trim() || undefined;
  if ((flags.unmask ?? false) !== (reason !== undefined)) {
    const [path, other] = flags.unmask ? ['--reason', '--unmask'] : ['--unmask', '--reason'];
    throw new dipper.InputError('USAGE', '--unmask and --reason belong together', [
      {
        code: 'USAGE',
        path,
        found: `${other} alone`,
        expected: `${path} beside it`,
        hint: 'personal data are shown only for a reason, which the manifest keeps',
      },
    ]);
  }
  const study = await dipper.openStudy(flags.study);
  const result = await dipper.listLines(study, {
    run: flags.run,
    format: flags.format,
    language: flags.lang,
    ...(flags.splitBy && { splitBy: flags.splitBy }),
    ...(reason !== undefined && { unmaskReason: reason }),
    ...(flags.draft !== undefined && { draft: flags.draft }),
  });
  if (flags.json) return printJson(result);
  const { manifest, folder, alreadyComplete } = result;
  if (manifest.synthetic) printLines(syntheticNotice());
  const files = manifest.counts.files ?? 0;
  if (alreadyComplete) printLines('Already complete: nothing changed since these lists were made.');
  printLines(
    `${many(manifest.counts.targets ?? 0, 'firm')} in ${files === 1 ? 'one file' : `${count(files)} files`}`,
  );
  if (manifest.options.draft) printLines(draftNotice());
  if (manifest.options.unmasked) printLines(warning('Personal data are shown in plain text.'));
  const names = Object.keys(manifest.outputs);
  printLines(...names.slice(0, 20).map((name) => `  ${join(folder, name)}`));
  if (names.length > 20) printLines(quiet(`  … and ${names.length - 20} more in ${folder}`));
}
