import { assumptions as a } from './assumptions.js';
import { creditCode } from './credit-code.js';
import { type Draws, drawsOf } from './draws.js';
import { drawFinance } from './finance.js';
import { drawLatent, type Latent, type Population } from './latent.js';
import { drawProducts } from './products.js';
import { drawLabels, drawStanding, drawTrouble } from './record.js';
import { words } from './words.js';

/** Which population: the same number gives the same firm for the same options. */
export interface PopulationOptions {
  readonly seed: number;
  /** 0 is the base population; 1 a deep downturn. */
  readonly shift: number;
}

/** One row of companies.csv, and the firm's product tags. */
export interface Firm {
  readonly row: Readonly<Record<string, string | number | null>>;
  readonly products: readonly { readonly product: string; readonly share: number }[];
}

const AS_OF_DAY = Date.parse(`${a.asOf}T00:00:00Z`) / 86_400_000;
const ownerships = ['私营', '私营', '私营', '私营', '私营', '股份合作', '港澳台投资', '外商投资', '国有控股'];

/** Firm number `number` of a population. */
export function makeFirm(number: number, population: Population, { seed, shift }: PopulationOptions): Firm {
  const draws = drawsOf(seed, number);
  const firm = drawLatent(draws, population, shift);
  const thin = draws.happens(a.thin.mean + a.thin.size * firm.size + a.thin.age * firm.age);
  const row = {
    company_id: creditCode(firm.town.division, number, seed * 7919),
    ...identity(draws, firm, number),
    ...drawStanding(draws, firm, thin),
    ...drawFinance(draws, firm, thin),
    ...drawTrouble(draws, firm, thin),
    ...drawLabels(draws, firm, thin),
    label_window_start: a.labelWindowStart,
  };
  return { row, products: drawProducts(draws, firm) };
}

/** Name, place and register entries, as untidily as registers hold them. */
function identity(draws: Draws, firm: Latent, number: number) {
  const { town, activity, code } = firm;
  const { pick } = draws;
  const shop = `${pick(words.first)}${pick(words.second)}${words.marker}`;
  const place = draws.chance(0.7) ? '佛山市' : `佛山市${town.district}`;
  const name = `${place}${shop}${pick(activity.nouns)}${draws.chance(0.06) ? '股份有限公司' : '有限公司'}`;
  const established = new Date((AS_OF_DAY - Math.round(firm.ageYears * 365.25)) * 86_400_000);
  const iso = established.toISOString().slice(0, 10);
  const group = Math.floor(number / a.groups.block);
  const contact = `${pick(words.surname)}${pick(words.given)}${draws.chance(0.6) ? pick(words.given) : ''}`;
  return {
    name,
    industry_code: draws.chance(0.01) ? sectionOf(code) + code : code,
    district: town.district,
    town: `${town.name}${town.suffix}`,
    address: `佛山市${town.district}${town.name}${town.suffix}${pick(words.road)}${1 + draws.integer(200)}号`,
    established_on: draws.chance(0.02) ? iso.replace(/-0?/g, '/') : iso,
    ownership: pick(ownerships),
    group_id: draws.chance(a.groups.share) ? `G${String(group).padStart(6, '0')}` : null,
    contact_name: draws.chance(a.gaps.name) ? null : contact,
    contact_phone: draws.chance(a.gaps.phone) ? null : `100${String(draws.integer(1e8)).padStart(8, '0')}`,
  };
}

/** The section letter of a four-digit code (GB/T 4754-2017). */
function sectionOf(code: string): string {
  const division = Number(code.slice(0, 2));
  const section = SECTIONS.find(([, last]) => division <= last);
  return section?.[0] ?? '';
}

const SECTIONS: readonly (readonly [letter: string, last: number])[] = [
  ['A', 5],
  ['B', 12],
  ['C', 43],
  ['D', 46],
  ['E', 50],
  ['F', 52],
  ['G', 60],
  ['H', 62],
  ['I', 65],
  ['J', 69],
  ['K', 70],
  ['L', 72],
  ['M', 75],
  ['N', 79],
  ['O', 82],
  ['P', 83],
  ['Q', 85],
  ['R', 90],
  ['S', 96],
  ['T', 97],
];
