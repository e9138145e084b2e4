import type { Engine } from '../engine/engine.js';

/** A firm on the target list, as the engine gives it: numbers, texts, days as texts, null where missing. */
export type TargetFirm = Readonly<Record<string, number | string | null>>;

/** What a query for target lists gives. */
export async function targetFirms(engine: Engine, query: string): Promise<TargetFirm[]> {
  const [firms] = (await engine.columns(query)).values();
  return firms?.kind === 'text' ? firms.values.map((firm) => JSON.parse(firm!)) : [];
}
