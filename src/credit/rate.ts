import {
  add,
  ceilTo,
  divide,
  type Fraction,
  fraction,
  multiply,
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
  /** Whether the sum was below the floor or above the cap. */
  readonly bound: 'none' | 'floor' | 'cap';
}

const million = fraction(1_000_000);
const ppm = (value: number): Fraction => fraction(value, 1_000_000);

/**
 * r = clamp(ceil(FTP + OC / u + PD × LGD + K × (h / (1 − t) − FTP) + m + tax), floor, cap), exact in fractions.
 * @param rules the policy's rate section
 * @param pdPpm the tier's frozen pd in ppm
 * @param taxBp the tax rating's addition
 * @source cost-plus loan pricing with a capital charge; Basel III standardised approach for K
 */
export function indicativeRate(rules: RateRules, pdPpm: number, taxBp: number): Rate {
  const funds = fraction(rules.ftpBp);
  const operating = divide(fraction(rules.operatingCostBp), ppm(rules.utilisationPpm));
  const expectedLoss = multiply(multiply(ppm(pdPpm), ppm(rules.lgdPpm)), fraction(10_000));
  const capital = capitalCharge(rules);
  const extras = fraction(rules.marginBp + taxBp);
  const sum = [funds, operating, expectedLoss, capital, extras].reduce(add);
  const rounded = ceilTo(sum, rules.roundUpToBp);
  const floor = rules.reference.rateBp + rules.floorOverReferenceBp;
  const rateBp = Math.min(Math.max(rounded, floor), rules.capBp);
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
    bound: rounded > rules.capBp ? 'cap' : rounded < floor ? 'floor' : 'none',
  };
}

/** K × (h / (1 − t) − FTP) in basis points. */
function capitalCharge(rules: RateRules): Fraction {
  const capital = multiply(ppm(rules.riskWeightPpm), ppm(rules.capitalRatioPpm));
  const beforeTax = divide(
    fraction(rules.hurdleBp),
    subtract(fraction(1), divide(fraction(rules.taxRatePpm), million)),
  );
  return multiply(capital, subtract(beforeTax, fraction(rules.ftpBp)));
}
