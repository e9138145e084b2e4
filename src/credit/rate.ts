import {
  add,
  ceilTo,
  divide,
  type Fraction,
  fraction,
  isBelow,
  multiply,
  ofPpm,
  subtract,
  toNumber,
} from '../core/fraction.js';
import type { Policy } from '../document/policy.js';

type RateRules = Policy['rate'];

/** An indicative rate and what it is made of, basis points a year, simple. */
export interface Rate {
  readonly rateBp: number;
  readonly components: {
    readonly fundsBp: number;
    readonly operatingBp: number;
    readonly expectedLossBp: number;
    readonly capitalBp: number;
    readonly marginBp: number;
    readonly taxBp: number;
  };
  /** The price floor: funds, operating cost, expected loss and capital, without margin and tax adjustment. */
  readonly costBp: number;
  /** What decided beside the sum: the floor, the cap, or customers' demand. */
  readonly bound: 'none' | 'floor' | 'cap' | 'demand';
  /** Return on the capital held, after tax, basis points; null where no capital is held. */
  readonly rarocBp: number | null;
  /** Whether the price floor lies above what such firms pay elsewhere. */
  readonly isAboveMarket: boolean;
}

/** What of the demand curves is asked. */
interface Asked {
  readonly tier?: number;
  /** Rate of the next better tier, basis points. Default 0. */
  readonly leastBp?: number;
}

/**
 * r = clamp(ceil(FTP + OC / u + PD × LGD + K × (h / (1 − t) − FTP) + m + tax), floor, cap), exact in fractions.
 * @param rules the policy's rate section
 * @param pdPpm the tier's frozen pd in ppm
 * @param taxBp the tax rating's addition
 * @param asked the tier, for policies with demand curves, and the rate of the next better tier: of the curve's rates only those
 *   from there up are open, so that a worse tier never pays less
 * @source cost-plus loan pricing with a capital charge; Basel III standardised approach for K
 */
export function indicativeRate(rules: RateRules, pdPpm: number, taxBp: number, asked: Asked = {}): Rate {
  const { operating, expectedLoss, capital } = partsOf(rules, pdPpm);
  const cost = priceFloor(rules, pdPpm);
  const rounded = ceilTo(add(cost, fraction(rules.marginBp + taxBp)), rules.roundUpToBp);
  const { rateBp, bound } = demandRate(rules, cost, asked) ?? clamped(rules, rounded);
  return {
    rateBp,
    components: {
      fundsBp: rules.ftpBp,
      operatingBp: toNumber(operating),
      expectedLossBp: toNumber(expectedLoss),
      capitalBp: toNumber(capital),
      marginBp: rules.marginBp,
      taxBp,
    },
    costBp: toNumber(cost),
    bound,
    rarocBp: raroc(rules, rateBp, [operating, expectedLoss].reduce(add)),
    isAboveMarket: rules.market !== undefined && isBelow(fraction(rules.market.rateBp), cost),
  };
}

/**
 * The price floor FTP + OC / u + PD × LGD + K × (h / (1 − t) − FTP), exact, basis points.
 * @param rules the policy's rate section
 * @param pdPpm the tier's frozen pd in ppm
 */
export function priceFloor(rules: RateRules, pdPpm: number): Fraction {
  const { operating, expectedLoss, capital } = partsOf(rules, pdPpm);
  return [fraction(rules.ftpBp), operating, expectedLoss, capital].reduce(add);
}

/** What stands in the price floor beside the funds. */
function partsOf(
  rules: RateRules,
  pdPpm: number,
): Record<'operating' | 'expectedLoss' | 'capital', Fraction> {
  return {
    operating: divide(fraction(rules.operatingCostBp), ofPpm(rules.utilisationPpm)),
    expectedLoss: multiply(multiply(ofPpm(pdPpm), ofPpm(rules.lgdPpm)), fraction(10_000)),
    capital: capitalCharge(rules),
  };
}

const floorOf = (rules: RateRules) => rules.reference.rateBp + rules.floorOverReferenceBp;

function clamped(rules: RateRules, rounded: number): Pick<Rate, 'rateBp' | 'bound'> {
  const floor = floorOf(rules);
  if (rounded > rules.capBp) return { rateBp: Math.max(rules.capBp, floor), bound: 'cap' };
  return rounded < floor ? { rateBp: floor, bound: 'floor' } : { rateBp: rounded, bound: 'none' };
}

const capitalOf = (rules: RateRules): Fraction =>
  multiply(ofPpm(rules.riskWeightPpm), ofPpm(rules.capitalRatioPpm));

/** 1 − t. */
const afterTax = (rules: RateRules): Fraction => subtract(fraction(1), ofPpm(rules.taxRatePpm));

/** K × (h / (1 − t) − FTP) in basis points. */
function capitalCharge(rules: RateRules): Fraction {
  const beforeTax = divide(fraction(rules.hurdleBp), afterTax(rules));
  return multiply(capitalOf(rules), subtract(beforeTax, fraction(rules.ftpBp)));
}

/**
 * RAROC = (1 − t)(r − FTP − OC/u − PD·LGD + K·FTP) / K: at the unrounded sum without margin it is the hurdle.
 * @source Matten (2000), Managing Bank Capital: income less costs and expected loss, with the capital benefit
 */
function raroc(rules: RateRules, rateBp: number, costs: Fraction): number | null {
  const capital = capitalOf(rules);
  if (capital.top === 0n) return null;
  const funds = fraction(rules.ftpBp);
  const income = add(subtract(subtract(fraction(rateBp), funds), costs), multiply(capital, funds));
  return toNumber(divide(multiply(afterTax(rules), income), capital));
}

/** The listed rate with the greatest expected margin; undefined without a curve, or when none covers the cost. */
function demandRate(
  rules: RateRules,
  cost: Fraction,
  { tier, leastBp = 0 }: Asked,
): Pick<Rate, 'rateBp' | 'bound'> | undefined {
  const curve = rules.demand?.curves.find(({ from, to }) => tier !== undefined && tier >= from && tier <= to);
  const floor = Math.max(floorOf(rules), leastBp);
  const allowed = (curve?.points ?? []).filter(
    ({ rateBp }) => rateBp >= floor && rateBp <= rules.capBp && !isBelow(fraction(rateBp), cost),
  );
  const marginOf = ({ rateBp, lossPpm }: (typeof allowed)[number]) =>
    multiply(subtract(fraction(1), ofPpm(lossPpm)), subtract(fraction(rateBp), cost));
  const [first, ...rest] = [...allowed].sort((a, b) => a.rateBp - b.rateBp);
  if (first === undefined) return undefined;
  const best = rest.reduce(
    (found, point) => (isBelow(marginOf(found), marginOf(point)) ? point : found),
    first,
  );
  return { rateBp: best.rateBp, bound: 'demand' };
}
