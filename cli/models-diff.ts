import {
  count,
  heading,
  plain,
  printJson,
  printLines,
  syntheticNotice,
  table,
  writtenLine,
} from './print.js';

/** `dipper models diff`: two policies beside each other. */
export async function diff(
  before: string,
  after: string,
  flags: { readonly study: string; readonly out?: string; readonly json?: boolean },
): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  await dipper.assertOut(flags.out, { study, given: [before, after] });
  const found = await dipper.diffPolicies(study, before, after);
  if (flags.out !== undefined) await dipper.writeMoved(flags.out, found);
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const said = (value: unknown) => (value === undefined ? '—' : shortened(plain(JSON.stringify(value))));
  const changes = found.changes.map(({ path, before: old, after: now }) => [path, said(old), said(now)]);
  if (changes.length === 0)
    return printLines('The two policies say the same.', ...writtenLine(found.firms.length, flags.out));
  printLines(heading('What differs'), table(['path', 'before', 'after'], changes, [0, 1, 2]));
  const head = [
    'tier',
    'firms on the list',
    'leave, join',
    `lines ${study.currency}`,
    'lines that move',
    'rates that move',
  ];
  const rows = [
    ...found.tiers.map((tier) => impactRow(`R${tier.tier}`, tier)),
    impactRow('all', allOf(found.tiers)),
  ];
  printLines(heading('What moves'), table(head, rows));
  printLines(...writtenLine(found.firms.length, flags.out));
}

const MOST = 48;
const shortened = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

type Impact = Omit<import('../src/index.js').TierImpact, 'tier'>;

const impactRow = (name: string, impact: Impact): string[] => [
  name,
  `${count(impact.firmsBefore)} → ${count(impact.firmsAfter)}`,
  `−${count(impact.leave)} +${count(impact.join)}`,
  `${count(impact.linesBefore)} → ${count(impact.linesAfter)}`,
  `↑${count(impact.linesUp)} ↓${count(impact.linesDown)}`,
  `↑${count(impact.ratesUp)} ↓${count(impact.ratesDown)}`,
];

/** Every figure added up over the tiers. */
function allOf(tiers: readonly Impact[]): Impact {
  const all = (name: keyof Impact) => tiers.reduce((sum, tier) => sum + tier[name], 0);
  return {
    firmsBefore: all('firmsBefore'),
    firmsAfter: all('firmsAfter'),
    leave: all('leave'),
    join: all('join'),
    linesBefore: all('linesBefore'),
    linesAfter: all('linesAfter'),
    linesUp: all('linesUp'),
    linesDown: all('linesDown'),
    ratesUp: all('ratesUp'),
    ratesDown: all('ratesDown'),
  };
}
