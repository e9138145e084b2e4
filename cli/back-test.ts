import { count, heading, percent, plain, quiet, table, warning } from './print.js';

type Validation = import('../src/index.js').Validation;
type Test = Validation['pooled'];
type Tested = Test & { readonly adjustedP?: number };

const NOTE =
  'pd p: Jeffreys, small where the pd is too low; p, Holm: held to what all tiers together allow (watch below 5 %, fail below 1 %); correlated: with asset correlation 0.12; power: to notice a pd twice as high';

const WEIGHED =
  'N eff: firms drawn without weights that would know the rate as well; tests and power go by firms as they were drawn, N at the odds among them';

/** Every tier held against its pd, and all together. */
export function backTestLines({ tiers, pooled }: Validation): string[] {
  const tests = [...tiers, pooled];
  const isWeighed = tests.some(({ effective, n }) => effective !== n);
  return [
    testTable(tests, 'tier'),
    quiet(`  ${NOTE}${isWeighed ? `; ${WEIGHED}` : ''}`),
    ...prudentLine(tests),
  ];
}

/** The tests look for pds that are too low; one that is far too high costs business, not money. */
const SURE = 0.99;

function prudentLine(tests: readonly Test[]): string[] {
  const high = tests.filter(({ jeffreysP }) => jeffreysP > SURE).map(({ name }) => name);
  return high.length === 0 ? [] : [quiet(`  pd higher than what happened (99 % sure): ${high.join(', ')}`)];
}

/** A status; anything but pass is marked. */
export const said = (status: string) => (status === 'pass' ? status : warning(status));
/** A p-value with four decimals. */
export const p4 = (value: number) => (value < 0.0001 ? '< 0.0001' : value.toFixed(4));

function testTable(tests: readonly Tested[], by: string): string {
  const isWeighed = tests.some(({ effective, n }) => effective !== n);
  const rows = tests.map((test) => [
    plain(test.name) || (by === 'industry' ? 'outside the map' : 'none'),
    count(test.n),
    count(test.d),
    ...(isWeighed ? [count(test.effective)] : []),
    percent(test.rate),
    percent(test.pd),
    p4(test.jeffreysP),
    test.adjustedP === undefined ? '' : p4(test.adjustedP),
    p4(test.binomialP),
    p4(test.correlatedP),
    percent(test.power),
    said(test.status),
  ]);
  const size = isWeighed ? ['N eff'] : [];
  const head = [
    by,
    'N',
    'D',
    ...size,
    'rate',
    'pd',
    'pd p',
    'p, Holm',
    'binomial',
    'correlated',
    'power',
    'status',
  ];
  return table(head, rows, [0, head.length - 1]);
}

/** The tests of one way to divide the firms. */
export function segmentLines({ by, tests, small }: Validation['segments'][number]): string[] {
  const untested = `  not tested: ${count(small.segments)} with fewer than 30 firms, ${count(small.firms)} in all`;
  return [
    heading(`By ${plain(by)}`),
    ...(tests.length > 0 ? [testTable(tests, by)] : []),
    ...(small.segments > 0 ? [quiet(untested)] : []),
  ];
}

/** Whether neighbouring tiers fared as differently as they should. */
export function stepTable({ steps }: Validation): string {
  const rows = steps.map(({ better, worse, n, d, z, p, power, status }) => [
    `${better} → ${worse}`,
    count(n),
    count(d),
    z.toFixed(2),
    p4(p),
    percent(power),
    said(status),
  ]);
  return table(['tiers', 'N', 'D', 'z', 'p', 'power', 'status'], rows, [0, 6]);
}
