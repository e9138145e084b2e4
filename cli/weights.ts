import { heading, many, printJson, printLines } from './print.js';
import {
  adviceLines,
  consensusLines,
  expertNotes,
  expertTable,
  globalTable,
  nodeTable,
} from './weight-tables.js';

type GroupMethod = import('../src/index.js').GroupMethod;

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
