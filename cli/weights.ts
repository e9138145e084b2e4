import {
  heading,
  limited,
  many,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  table,
  warning,
} from './print.js';

type GroupMethod = import('../src/index.js').GroupMethod;
type Weights = import('../src/index.js').Weights;

interface WeightsFlags extends Partial<GroupMethod> {
  readonly judgements?: string;
  readonly convert?: string;
  readonly questionnaire?: boolean;
  readonly out?: string;
  readonly node?: string;
  readonly positive: 'left' | 'right';
  readonly experts?: string;
  readonly departments?: string;
  readonly spec?: string;
  readonly json?: boolean;
}

/** `dipper weights`: what experts' judgements say, how consistent they are, and what to ask again. */
export async function weights(flags: WeightsFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  assertUsed(flags, dipper);
  if (flags.convert !== undefined || flags.questionnaire) return write(flags, dipper);
  const { method, aggregation, ri, json, experts, departments, spec } = flags;
  const chosen = { ...(method && { method }), ...(aggregation && { aggregation }), ...(ri && { ri }) };
  const files = {
    judgements: needed(flags.judgements, '--judgements', dipper),
    ...(experts && { experts }),
    ...(departments && { departments }),
    ...(spec && { spec }),
  };
  const found = await dipper.weighJudgements(files, chosen);
  if (json) return printJson(found);
  printLines(heading(`Weights · ${found.method}, ${found.aggregation}`), nodeTable(found, dipper));
  printLines(heading('Global weights'), globalTable(found));
  printLines(heading('Experts'), expertTable(found, dipper), ...expertNotes(found));
  printLines(heading('Consensus (S*)'), consensusLines(found));
  const advice = adviceLines(found);
  if (advice.length > 0) printLines(heading('To ask again'), ...advice);
}

type Dipper = typeof import('../src/index.js');

/** The flags that each way of using the command reads, beside --json; `positive` has a default and is always there. */
const USED: Readonly<Record<string, readonly (keyof WeightsFlags)[]>> = {
  '--convert': ['convert', 'out', 'node'],
  '--questionnaire': ['questionnaire', 'out', 'spec', 'experts'],
  '--judgements': ['judgements', 'experts', 'departments', 'spec', 'method', 'aggregation', 'ri'],
};

/** A flag that does nothing is a mistake. */
function assertUsed(flags: WeightsFlags, { InputError }: Dipper): void {
  const way =
    flags.convert !== undefined ? '--convert' : flags.questionnaire ? '--questionnaire' : '--judgements';
  const read = new Set<string>([...USED[way]!, 'json', 'positive']);
  const unused = Object.keys(flags).filter((flag) => !read.has(flag));
  const problems = unused.map((flag) => ({
    code: 'USAGE',
    found: `--${flag}, which does nothing with ${way}`,
    expected: `flags that ${way} reads`,
  }));
  if (way === '--judgements' && flags.departments !== undefined && flags.experts === undefined)
    problems.push({
      code: 'USAGE',
      found: '--departments',
      expected: '--experts, which says who is of which',
    });
  if (problems.length > 0) throw new InputError('USAGE', 'A flag would do nothing', problems);
}

/** `--convert` and `--questionnaire`: a file out, and how many pairs it holds. */
async function write(
  { convert, out, node, positive, spec, experts, json }: WeightsFlags,
  dipper: Dipper,
): Promise<void> {
  const to = needed(out, '--out', dipper);
  await dipper.assertOut(to, { given: [convert, spec, experts] });
  const pairs =
    convert === undefined
      ? await dipper.writeQuestionnaire(
          { spec: needed(spec, '--spec', dipper), ...(experts && { experts }) },
          to,
        )
      : await dipper.convertFile(convert, to, { positive, ...(node && { node }) });
  if (json) printJson({ path: to, pairs });
  else printLines(`${many(pairs, 'pair')} in ${to}`);
}

function needed(value: string | undefined, flag: string, { InputError }: Dipper): string {
  if (value !== undefined) return value;
  throw new InputError('USAGE', `${flag} is needed here`, [
    { code: 'USAGE', found: 'nothing', expected: `${flag} <file>` },
  ]);
}

const number = (value: number | null, digits = 3): string => (value === null ? '' : value.toFixed(digits));

function nodeTable({ nodes }: Weights, { ACCEPTED_CR, gciLimit }: Dipper): string {
  const rows = nodes.map(({ node, items, experts, lambdaMax, cr, crReason, ri, gci, gaps, consensus }) => [
    plain(node),
    String(experts),
    lambdaMax.toFixed(4),
    cr === null ? (crReason ?? '') : limited(cr, ACCEPTED_CR),
    `${ri.table} ${number(ri.value, 4)}`,
    gci === null ? 'not testable' : limited(gci, gciLimit(items.length)),
    String(gaps.length),
    number(consensus),
    items.map(({ id, weight }) => `${plain(id)} ${percent(weight)}`).join(', '),
  ]);
  return table(['node', 'experts', 'λmax', 'CR', 'RI', 'GCI', 'gaps', 'S*', 'weights'], rows, [0, 4, 8]);
}

function globalTable({ global }: Weights): string {
  const rows = global.map(({ id, weight }) => [plain(id), percent(weight)]);
  return table(['item', 'weight'], rows);
}

function expertTable({ experts, influence }: Weights, { ACCEPTED_CR }: Dipper): string {
  const rows = experts.map(({ expert, effectiveWeight, nodes }) => {
    const moved = influence.find((each) => each.expert === expert);
    const worst = nodes.reduce<number | null>(
      (most, { cr }) => (cr !== null && cr > (most ?? -1) ? cr : most),
      null,
    );
    const change =
      moved?.change == null ? '' : `${moved.change >= 0 ? '+' : ''}${(100 * moved.change).toFixed(2)}`;
    return [
      plain(expert),
      percent(effectiveWeight),
      worst === null ? '' : limited(worst, ACCEPTED_CR),
      change,
      plain(moved?.item ?? ''),
    ];
  });
  const head = ['expert', 'weight', 'highest CR', 'moves (points)', 'item'];
  return table(head, rows, [0, 4]);
}

/** Experts who are not heard, or not everywhere. */
function expertNotes({ experts, silent }: Weights): string[] {
  const parted = experts.flatMap(({ expert, nodes }) =>
    nodes.filter(({ items }) => items.length === 0).map(({ node }) => `${expert} (${node})`),
  );
  const told = (text: string, names: readonly string[]) =>
    names.length === 0 ? [] : [warning(`  ${text}: ${plain(names.join(', '))}`)];
  return [
    ...told('rows, but no judgement', silent),
    ...told('comparisons that do not hang together, so no weights of their own and no part in S*', parted),
  ];
}

function consensusLines({ consensus: { tree, departments, posts } }: Weights): string {
  const rows = [
    ['all', '', number(tree)],
    ...departments.map((each) => [
      plain(String(each.department)),
      String(each.experts),
      number(each.consensus),
    ]),
    ...posts.map((each) => [plain(String(each.post)), String(each.experts), number(each.consensus)]),
  ];
  return table(['group', 'experts', 'S*'], rows);
}

function adviceLines({ nodes, experts }: Weights): string[] {
  const ofGroup = nodes.flatMap(({ node, advice, next }) => [
    ...advice.map(({ text }) => `  ${plain(`${node}: ${text}`)}`),
    ...(next === undefined
      ? []
      : [quiet(`  ${plain(`${node}: comparing ${next.left} with ${next.right} would tell most`)}`)]),
  ]);
  const ofExperts = experts.flatMap(({ expert, nodes: own }) =>
    own.flatMap(({ node, advice }) => advice.map(({ text }) => `  ${plain(`${expert}, ${node}: ${text}`)}`)),
  );
  return [...ofGroup, ...ofExperts];
}
