import type { Texts } from '../document/common.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { type Chart, colours, LEGEND } from './chart.js';

/** One closed line of a radar: scores 0..100 by dimension, a missing one at the centre. */
export interface RadarShape {
  readonly name: Texts;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly colour: string;
  readonly line?: 'solid' | 'dashed' | 'dotted';
  /** Whether its inside is tinted. Default false. */
  readonly isFilled?: boolean;
}

/** Whether the dimensions span a radar: one or two of them enclose nothing. */
export const spansRadar = ({ dimensions }: Pick<EnterpriseDocument, 'dimensions'>): boolean =>
  dimensions.length >= 3;

/** A radar of the dimensions. */
export function radarChart(
  { dimensions }: Pick<EnterpriseDocument, 'dimensions'>,
  shapes: readonly RadarShape[],
  frame: Pick<Chart, 'id' | 'title' | 'note' | 'width' | 'height'>,
): Chart {
  return {
    ...frame,
    option: (language) => ({
      legend: LEGEND,
      radar: {
        center: ['50%', '56%'],
        radius: '58%',
        indicator: dimensions.map(({ name }) => ({ name: name[language], max: 100 })),
        axisName: { color: colours.ink },
      },
      series: [
        {
          type: 'radar',
          symbol: 'none',
          data: shapes.map(({ name, scores, colour, line = 'solid', isFilled = false }) => ({
            name: name[language],
            value: dimensions.map(({ id }) => scores[id] ?? 0),
            itemStyle: { color: colour },
            lineStyle: { color: colour, width: 2, type: line },
            areaStyle: { color: colour, opacity: isFilled ? 0.12 : 0 },
          })),
        },
      ],
    }),
  };
}
