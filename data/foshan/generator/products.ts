import type { Draws } from './draws.js';
import type { Latent } from './latent.js';

/** A product: id, Chinese name, parent, what it goes into, and the industries that it belongs to. */
export interface ProductLine {
  readonly product: string;
  readonly nameZh: string;
  readonly parent?: string;
  readonly upstreamOf?: readonly string[];
  readonly industries: readonly string[];
}

const line = (
  product: string,
  nameZh: string,
  industries: string,
  more: { parent?: string; upstreamOf?: readonly string[] } = {},
): ProductLine => ({ product, nameZh, industries: industries.split(' '), ...more });

/** The product relation table. Products of two industries are what makes industries overlap. */
export const productLines: readonly ProductLine[] = [
  line('industrial_robot', '工业机器人', 'intelligent_equipment electronics_information'),
  line('machine_tool', '数控机床', 'intelligent_equipment', { upstreamOf: ['auto_part', 'mould'] }),
  line('mould', '模具', 'intelligent_equipment', { upstreamOf: ['auto_part', 'appliance'] }),
  line('ceramic_machine', '陶瓷机械', 'intelligent_equipment ceramics', { upstreamOf: ['wall_tile'] }),
  line('valve_pump', '泵阀', 'intelligent_equipment new_energy_environment'),
  line('medicine', '药品', 'biomedicine_health'),
  line('medical_device', '医疗器械', 'biomedicine_health intelligent_equipment'),
  line('health_food', '保健食品', 'biomedicine_health food_beverage'),
  line('circuit_board', '电路板', 'electronics_information', {
    upstreamOf: ['appliance', 'industrial_robot'],
  }),
  line('led_device', 'LED器件', 'electronics_information pan_home_furnishing', { upstreamOf: ['lamp'] }),
  line('industrial_software', '工业软件', 'electronics_information intelligent_equipment'),
  line('smart_home', '智能家居', 'electronics_information pan_home_furnishing'),
  line('wall_tile', '建筑陶瓷砖', 'ceramics metal_building_materials'),
  line('sanitary_ware', '卫浴洁具', 'ceramics pan_home_furnishing'),
  line('special_ceramic', '特种陶瓷', 'ceramics new_materials', { upstreamOf: ['battery'] }),
  line('functional_film', '功能薄膜', 'new_materials', { upstreamOf: ['photovoltaic', 'packaging'] }),
  line('engineering_plastic', '工程塑料', 'new_materials automobiles', {
    upstreamOf: ['auto_part', 'appliance'],
  }),
  line('aluminium_alloy', '铝合金', 'new_materials metal_building_materials', {
    upstreamOf: ['profile', 'auto_part'],
  }),
  line('photovoltaic', '光伏组件', 'new_energy_environment'),
  line('battery', '动力电池', 'new_energy_environment automobiles'),
  line('hydrogen', '氢能装备', 'new_energy_environment automobiles intelligent_equipment'),
  line('treatment', '环境治理', 'new_energy_environment'),
  line('furniture', '家具', 'pan_home_furnishing'),
  line('appliance', '家用电器', 'pan_home_furnishing'),
  line('kitchen_appliance', '厨房电器', 'pan_home_furnishing', { parent: 'appliance' }),
  line('lamp', '灯具', 'pan_home_furnishing'),
  line('profile', '铝型材', 'metal_building_materials', { upstreamOf: ['door_window', 'photovoltaic'] }),
  line('door_window', '门窗', 'metal_building_materials pan_home_furnishing'),
  line('stainless', '不锈钢制品', 'metal_building_materials pan_home_furnishing'),
  line('auto_part', '汽车零部件', 'automobiles'),
  line('special_vehicle', '专用车', 'automobiles intelligent_equipment'),
  line('condiment', '调味品', 'food_beverage'),
  line('beverage', '饮料', 'food_beverage'),
  line('knitwear', '针织服装', 'textiles_garments'),
  line('home_textile', '家用纺织品', 'textiles_garments pan_home_furnishing'),
  line('packaging', '包装制品', 'printing_packaging', { upstreamOf: ['condiment', 'beverage', 'appliance'] }),
  line('logistics', '物流服务', 'transport_storage_post'),
  line('consulting', '企业服务', 'leasing_business_services'),
  line('catering', '餐饮', 'accommodation_catering'),
];

const byIndustry = new Map<string, ProductLine[]>();
for (const each of productLines) {
  for (const industry of each.industries)
    byIndustry.set(industry, [...(byIndustry.get(industry) ?? []), each]);
}

/** A firm's tags: seven firms in ten of a studied industry have one or two, with shares of sales in percent. */
export function drawProducts(draws: Draws, { activity }: Latent): { product: string; share: number }[] {
  const choice = activity.industry === null ? undefined : byIndustry.get(activity.industry);
  if (choice === undefined || !draws.chance(0.7)) return [];
  const first = draws.pick(choice).product;
  const second = draws.pick(choice).product;
  if (first === second || !draws.chance(0.35)) return [{ product: first, share: 100 }];
  const share = 50 + draws.integer(45);
  return [
    { product: first, share },
    { product: second, share: 100 - share },
  ];
}
