import { count, many, quiet } from './print.js';

/** Firms lent to too lately to have a label, in words that follow their number. */
export const immatureText = (bad: number): string =>
  bad === 0
    ? 'immature'
    : `immature (${count(bad)} bad so far: too early to count, as the good ones cannot yet)`;

/** Firms that are bad only after the window that counts. */
export const badLaterLines = (firms = 0): string[] =>
  firms === 0
    ? []
    : [
        quiet(
          `  ${many(firms, 'firm')} overdue only after outcomes.windowMonths: good within them, and taken for good`,
        ),
      ];
