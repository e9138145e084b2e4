import { plain, quiet } from './print.js';

type Dipper = typeof import('../src/index.js');
type Policy = import('../src/index.js').Policy;

/** What the codes of a table mean, a line each, in the order in which they first stand; nothing where there are none. */
export function codeLegend(
  codes: readonly string[],
  { dipper, policy, lang }: { readonly dipper: Dipper; readonly policy: Policy; readonly lang: 'en' | 'zh' },
): string[] {
  const different = [...new Set(codes)];
  const width = Math.max(0, ...different.map((code) => code.length));
  const lines = different.map((code) =>
    quiet(`  ${plain(code).padEnd(width)}  ${plain(dipper.codeText(code, policy, lang))}`),
  );
  return lines.length === 0 ? [] : ['', ...lines, ''];
}
