import type { Texts } from '../document/common.js';
import { sheetWords } from '../text/sheet.js';
import type { ReportFacts } from './facts.js';
import { both, type Html, say } from './html.js';
import { barred, count, heads, percent, table } from './table.js';

/** What a tier comes from. */
export const tierSources: ReadonlyMap<string, Texts> = new Map(
  Object.entries(sheetWords.en.source).map(
    ([id, en]) => [id, { en, zh: sheetWords.zh.source[id] ?? id }] as const,
  ),
);

/** How many tiers the run before and people set; nothing where the score alone did. */
export function sourceTable({ population }: Pick<ReportFacts, 'population'>): Html | '' {
  const { sources } = population;
  const all = Object.values(sources).reduce((sum, firms) => sum + firms, 0);
  if ((sources.model ?? 0) === all) return '';
  return table({
    id: 'tier-sources',
    title: say('How tiers came about', '等级的来源'),
    head: heads('By|来源', 'Firms|企业数', 'Share|占比'),
    words: [0],
    rows: [...tierSources]
      .filter(([id]) => (sources[id] ?? 0) > 0)
      .map(([id, name]) => [
        both(name),
        count(sources[id]!),
        barred(percent(sources[id]! / all), sources[id]! / all),
      ]),
  });
}
