import { plain, quiet } from './print.js';

type Dipper = typeof import('../src/index.js');
type Policy = import('../src/index.js').Policy;

/** By what codes are told: the policy that they come from. */
interface Wording {
  readonly dipper: Dipper;
  readonly policy: Policy;
  readonly lang: 'en' | 'zh';
}

/**
 * What the codes of a table mean, a line each, in the order in which they first stand; nothing where there are none.
 * @param before codes of an earlier policy, where no later one has them
 */
export function codeLegend(
  codes: readonly string[],
  { dipper, policy, lang }: Wording,
  before?: { readonly codes: readonly string[]; readonly policy: Policy },
): string[] {
  const own = new Set(codes);
  const others = new Set(before?.codes.filter((code) => !own.has(code)));
  const told = [
    ...[...own].map((code) => [code, dipper.codeText(code, policy, lang)] as const),
    ...[...others].map((code) => [code, dipper.codeText(code, before!.policy, lang)] as const),
  ];
  const width = Math.max(0, ...told.map(([code]) => code.length));
  const lines = told.map(([code, text]) => quiet(`  ${plain(code).padEnd(width)}  ${plain(text)}`));
  return lines.length === 0 ? [] : ['', ...lines, ''];
}
