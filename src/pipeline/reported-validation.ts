import type { ReportedValidation } from '../report/validation-facts.js';
import type { ValidateOptions, Validation } from './validate-run.js';

/**
 * A validation as the report shows it: with intervals of rates, and figures of tests in words.
 * @param found the validation
 * @param asked by what, and whether the bank's own rating was asked for
 */
export function reportedValidation(
  found: Validation,
  { outcomes, internal }: Omit<ValidateOptions, 'run'>,
): ReportedValidation {
  const ranking = found.probabilities?.discrimination;
  return {
    by: outcomes === undefined ? 'labels' : 'outcomes',
    trainedOn: found.trainedOn,
    status: found.status,
    labelled: found.labelled,
    tested: found.tested,
    pooled: found.pooled,
    tiers: found.tiers,
    auc:
      ranking === undefined
        ? null
        : { auc: ranking.auc, low: ranking.aucLow, high: ranking.aucHigh, ks: ranking.ks },
    tests: testsOf(found),
    steps: found.steps,
    sourcePairs: found.sourcePairs,
    internal: internal === undefined ? undefined : found.internal,
    curve: found.curve,
    segments: found.segments.map(({ by, tests, small }) => ({
      by,
      tests,
      tooSmall: small,
    })),
  };
}

type ReportedTest = ReportedValidation['tests'][number];

function testsOf({ probabilities }: Validation): ReportedTest[] {
  if (probabilities === null) return [];
  const { spiegelhalter: z, hosmerLemeshow: groups, line } = probabilities;
  const same = (text: string) => ({ en: text, zh: text });
  return [
    test('Spiegelhalter', same(`Z ${z.z.toFixed(3)}`), z),
    ...(groups ? [test('Hosmer-Lemeshow', same(`χ² ${groups.chi2.toFixed(2)} (${groups.df})`), groups)] : []),
    ...(line ? [test('calibration line', lineText(line), { ...line, p: line.wald.p })] : []),
  ];
}

const test = (
  name: ReportedTest['test'],
  result: ReportedTest['result'],
  { p, power, status }: Omit<ReportedTest, 'test' | 'result'>,
): ReportedTest => ({ test: name, result, p, power, status });

type Line = NonNullable<NonNullable<Validation['probabilities']>['line']>;

function lineText({ slope, slopeError, intercept, interceptError }: Line): ReportedTest['result'] {
  const [tilt, level] = [
    `${slope.toFixed(3)} ± ${slopeError.toFixed(3)}`,
    `${intercept.toFixed(3)} ± ${interceptError.toFixed(3)}`,
  ];
  return { en: `slope ${tilt}, intercept ${level}`, zh: `斜率 ${tilt}，截距 ${level}` };
}
