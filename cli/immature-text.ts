import { count } from './print.js';

/** Firms lent to too lately to have a label, in words that follow their number. */
export const immatureText = (bad: number): string =>
  bad === 0
    ? 'immature'
    : `immature (${count(bad)} bad so far: too early to count, as the good ones cannot yet)`;
