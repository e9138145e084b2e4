/** A town or subdistrict of Foshan. */
export interface Town {
  readonly name: string;
  readonly suffix: '镇' | '街道';
  readonly district: string;
  /** Six-digit administrative division (GB/T 2260). */
  readonly division: string;
  /** Relative number of firms. */
  readonly weight: number;
  /** Added to the log-odds of being a customer: the bank has more branches here. */
  readonly reach: number;
}

const districts: readonly (readonly [district: string, division: string, reach: number, towns: string])[] = [
  ['禅城区', '440604', 0, '祖庙街道:50 石湾镇街道:44 张槎街道:42 南庄镇:34'],
  ['南海区', '440605', 0.55, '桂城街道:66 狮山镇:78 大沥镇:74 里水镇:54 丹灶镇:26 西樵镇:25 九江镇:21'],
  [
    '顺德区',
    '440606',
    -0.25,
    '大良街道:48 容桂街道:50 伦教街道:22 勒流街道:28 北滘镇:46 陈村镇:22 乐从镇:42 龙江镇:34 杏坛镇:22 均安镇:14',
  ],
  ['三水区', '440607', -0.3, '西南街道:26 云东海街道:9 白坭镇:8 乐平镇:16 芦苞镇:5 大塘镇:6 南山镇:2'],
  ['高明区', '440608', -0.5, '荷城街道:18 杨和镇:7 明城镇:6 更合镇:5'],
];

/** The 32 towns and subdistricts of the five districts; weights are rough and made up. */
export const towns: readonly Town[] = districts.flatMap(([district, division, reach, list]) =>
  list.split(' ').map((entry) => {
    const [full, weight] = entry.split(':') as [string, string];
    const suffix = full.endsWith('街道') ? '街道' : '镇';
    return { name: full.slice(0, -suffix.length), suffix, district, division, weight: Number(weight), reach };
  }),
);
