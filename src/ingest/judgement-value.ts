/** A judgement as written: a ratio, a gap, or neither. */
export type JudgementValue = { readonly value: number } | { readonly gap: true } | { readonly problem: true };

const EXPECTED = '1/9 to 9 as 3, 1/3, 3:1 or .333, or empty for a gap';

const RATIO = /^(\d+(?:\.\d+)?|\.\d+)\s*[/:∶⁄]\s*(\d+(?:\.\d+)?|\.\d+)$/;
const DECIMAL = /^(?:\d+(?:\.(\d*))?|\.(\d+))$/;
/** A fraction of one character, which stands apart: 1½ is not 11/2. */
const FRACTION = /[¼-¾⅐-⅟]/g;
const LARGEST = 9;
const SLACK = 1e-9;

/**
 * Reads one pairwise judgement. Full-width digits and colons, the signs ∶ and ⁄ and fractions as one character
 * (⅓) count as plain ones; a decimal of two or more places that
 * is 1/k rounded (k = 2 to 9) is taken as 1/k, so `.333` means one third. Nothing is evaluated.
 * @param text the cell
 */
export function readJudgementValue(text: string): JudgementValue {
  const plain = text.replace(FRACTION, ' $&').normalize('NFKC').trim();
  if (plain === '') return { gap: true };
  const value = ratioOf(plain) ?? decimalOf(plain);
  if (value === undefined || !(value >= 1 / LARGEST - SLACK && value <= LARGEST + SLACK))
    return { problem: true };
  return { value };
}

function ratioOf(text: string): number | undefined {
  const parts = RATIO.exec(text);
  return parts === null ? undefined : Number(parts[1]) / Number(parts[2]);
}

function decimalOf(text: string): number | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const value = Number(text);
  const places = (parts[1] ?? parts[2] ?? '').length;
  if (places < 2) return value;
  for (let k = 2; k <= LARGEST; k++) {
    if (Math.abs(value - 1 / k) <= 0.5 * 10 ** -places + 1e-15) return 1 / k;
  }
  return value;
}

/** 1/3 or 1:3 as spreadsheets show it that took it for a day or a time. */
const DAY = /^\d{4}[-/年]\d|^\d+月\d+日$|^\d+-[a-z]{3}\b|^[a-z]{3}-\d|^\d+:\d\d:\d\d$/i;

/** What is said of a cell that is no judgement. */
export function judgementProblem(found: string) {
  const hint = 'a spreadsheet took it for a day or a time: format the column as text, and write it again';
  return { code: 'RANGE', found, expected: EXPECTED, ...(DAY.test(found.trim()) && { hint }) };
}
