import { count, heading, plain, printJson, printLines, syntheticNotice, table } from './print.js';

/** `dipper models diff`: two policies beside each other. */
export async function diff(
  before: string,
  after: string,
  flags: { readonly study: string; readonly json?: boolean },
): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const found = await dipper.diffPolicies(study, before, after);
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const said = (value: unknown) => (value === undefined ? '—' : plain(JSON.stringify(value)).slice(0, 48));
  const changes = found.changes.map(({ path, before: old, after: now }) => [path, said(old), said(now)]);
  if (changes.length === 0) return printLines('The two policies say the same.');
  printLines(heading('What differs'), table(['path', 'before', 'after'], changes, [0, 1, 2]));
  const rows = found.tiers.map((tier) => [
    `R${tier.tier}`,
    `${count(tier.firmsBefore)} → ${count(tier.firmsAfter)}`,
    `−${count(tier.leave)} +${count(tier.join)}`,
    `${count(tier.linesBefore)} → ${count(tier.linesAfter)}`,
    `↑${count(tier.linesUp)} ↓${count(tier.linesDown)}`,
    `↑${count(tier.ratesUp)} ↓${count(tier.ratesDown)}`,
  ]);
  const head = [
    'tier',
    'firms on the list',
    'leave, join',
    `lines ${study.currency}`,
    'lines that move',
    'rates that move',
  ];
  printLines(heading('What moves'), table(head, rows));
}
