/** What is made up of one industry: its figures in the last year and how they got there. */
interface IndustrySketch {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  /** Codes that decide, and (after `|`) codes that only overlap. */
  readonly codes: string;
  /** Policy support 0..100, output in CNY million, yearly growth, profit margin, location quotient. */
  readonly base: readonly [policy: number, output: number, growth: number, margin: number, quotient: number];
  /** Overlap with other industries, energy per output (tce per CNY million × 10), R&D share in percent, patents per CNY bn, share of new products in percent, thousand jobs. */
  readonly more: readonly [
    overlap: number,
    energy: number,
    research: number,
    patents: number,
    fresh: number,
    jobs: number,
  ];
}

const sketches: readonly IndustrySketch[] = [
  {
    id: 'intelligent_equipment',
    name: 'Intelligent equipment',
    nameZh: '智能制造装备',
    codes: '341 342 343 344 345 346 349 351 352 353 354 355 356 357 359',
    base: [95, 420_000, 0.085, 0.068, 1.9],
    more: [0.42, 0.5, 3.6, 42, 34, 310],
  },
  {
    id: 'biomedicine_health',
    name: 'Biomedicine and health',
    nameZh: '生物医药与大健康',
    codes: '27 358 1491 1492|15',
    base: [90, 98_000, 0.1, 0.105, 1.1],
    more: [0.2, 0.6, 4.2, 38, 30, 60],
  },
  {
    id: 'electronics_information',
    name: 'Electronics and information',
    nameZh: '电子信息',
    codes: '39 I|387',
    base: [92, 260_000, 0.075, 0.062, 1.0],
    more: [0.38, 0.4, 4.0, 46, 36, 190],
  },
  {
    id: 'ceramics',
    name: 'Ceramics',
    nameZh: '陶瓷',
    codes: '307|3546',
    base: [64, 115_000, -0.005, 0.05, 4.5],
    more: [0.24, 6.2, 2.3, 21, 23, 120],
  },
  {
    id: 'new_materials',
    name: 'New materials',
    nameZh: '新材料',
    codes: '265 266 292 306 309 324|3252',
    base: [88, 180_000, 0.08, 0.06, 1.6],
    more: [0.45, 2.5, 2.9, 30, 28, 110],
  },
  {
    id: 'new_energy_environment',
    name: 'New energy and environment',
    nameZh: '新能源（环保）',
    codes: '3415 3825 384 3591 3597 421 422 4415 4416 462 772',
    base: [96, 150_000, 0.13, 0.058, 1.3],
    more: [0.4, 1.8, 3.2, 33, 31, 90],
  },
  {
    id: 'pan_home_furnishing',
    name: 'Pan-home furnishing',
    nameZh: '泛家居',
    codes: '21 385 387 1773|3312',
    base: [72, 480_000, 0.03, 0.055, 3.2],
    more: [0.35, 0.8, 2.4, 36, 27, 520],
  },
  {
    id: 'metal_building_materials',
    name: 'Metal building materials',
    nameZh: '金属建材',
    codes: '313 321 325 331 335',
    base: [60, 390_000, 0.035, 0.038, 3.4],
    more: [0.4, 2.8, 1.7, 17, 18, 300],
  },
  {
    id: 'automobiles',
    name: 'Automobiles',
    nameZh: '汽车',
    codes: '36|3841',
    base: [84, 170_000, 0.09, 0.05, 1.2],
    more: [0.3, 0.7, 2.8, 22, 30, 130],
  },
  {
    id: 'food_beverage',
    name: 'Food and beverage',
    nameZh: '食品饮料',
    codes: '13 14 15',
    base: [58, 90_000, 0.045, 0.06, 0.9],
    more: [0.12, 1.2, 1.0, 8, 14, 70],
  },
  {
    id: 'textiles_garments',
    name: 'Textiles and garments',
    nameZh: '纺织服装',
    codes: '17 18',
    base: [38, 85_000, -0.01, 0.036, 1.4],
    more: [0.15, 2.2, 0.8, 6, 10, 150],
  },
  {
    id: 'printing_packaging',
    name: 'Printing and packaging',
    nameZh: '印刷包装',
    codes: '22 23 2926',
    base: [40, 62_000, 0.02, 0.042, 1.3],
    more: [0.25, 1.5, 1.1, 7, 12, 70],
  },
  {
    id: 'leasing_business_services',
    name: 'Leasing and business services',
    nameZh: '租赁和商务服务',
    codes: 'L',
    base: [45, 70_000, 0.05, 0.06, 0.6],
    more: [0.18, 0.2, 0.3, 1, 3, 160],
  },
  {
    id: 'transport_storage_post',
    name: 'Transport, storage and post',
    nameZh: '交通运输、仓储和邮政',
    codes: 'G',
    base: [50, 64_000, 0.045, 0.035, 0.7],
    more: [0.3, 3.0, 0.2, 1, 2, 140],
  },
  {
    id: 'accommodation_catering',
    name: 'Accommodation and catering',
    nameZh: '住宿和餐饮',
    codes: 'H',
    base: [30, 38_000, 0.02, 0.03, 0.7],
    more: [0.05, 1.0, 0.05, 0, 1, 150],
  },
];

const LAST_YEAR = 2023;
const YEARS = 6;

/** industries.csv: six years of figures for each industry; growth bends a little from year to year. */
export function industryRows() {
  return sketches.flatMap(({ id, name, nameZh, base, more }) =>
    Array.from({ length: YEARS }, (_, i) => {
      const back = YEARS - 1 - i;
      const [policy, output, growth, margin, quotient] = base;
      const [overlap, energy, research, patents, fresh, jobs] = more;
      const dip = LAST_YEAR - back === 2020 ? 0.94 : 1;
      const gross = Math.round((output / (1 + growth) ** back) * dip);
      return {
        industry_id: id,
        name,
        name_zh: nameZh,
        year: LAST_YEAR - back,
        policy_support: Math.round(policy - 2.5 * back),
        gross_output_cny_m: gross,
        profit_cny_m: Math.round(gross * (margin - 0.001 * back)),
        location_quotient: quotient,
        overlap: overlap,
        energy_tce: Math.round((gross * energy) / 10),
        jobs_thousand: Math.round(jobs * (1 - 0.004 * back)),
        rd_expense_cny_m: Math.round((gross * (research - 0.08 * back * Math.sign(research - 0.4))) / 100),
        patents_granted: Math.round((gross / 1000) * patents * (1 - 0.05 * back)),
        new_product_percent: Math.max(0, fresh - back),
      };
    }),
  );
}

/** industry-map.csv: codes first, then products. */
export function mapRows(
  products: readonly { readonly product: string; readonly industries: readonly string[] }[],
) {
  const codes = sketches.flatMap(({ id, codes: list }) => {
    const [primary, secondary = ''] = list.split('|') as [string, string?];
    const link = (role: string) => (code: string) => ({ industry_id: id, gbt_code: code, product: '', role });
    return [
      ...primary.split(' ').map(link('primary')),
      ...secondary.split(' ').filter(Boolean).map(link('secondary')),
    ];
  });
  const tags = products.flatMap(({ product, industries }) =>
    industries.map((id, i) => ({
      industry_id: id,
      gbt_code: '',
      product,
      role: i === 0 ? 'primary' : 'secondary',
    })),
  );
  return [...codes, ...tags];
}
