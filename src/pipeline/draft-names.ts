import { AS_OF, type Column } from '../document/column.js';
import { COMPANY_ID, COMPANY_NAME, INDUSTRY_CODE } from '../document/contract.js';
import { RESERVED } from '../document/reserved.js';
import { aliasIndex, aliasKey, columnAliases } from '../ingest/aliases.js';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
/** Leaves room for a number behind it. */
const MOST_OF_A_NAME = 60;

const KNOWN = aliasIndex(Object.keys(columnAliases).map((name) => ({ name, type: 'text' })));

/** Names with a meaning of their own in rating; the column of ids has its name already. */
const TAKEN: ReadonlySet<string> = new Set([COMPANY_ID, INDUSTRY_CODE, AS_OF, ...RESERVED]);

/**
 * Column names for headers of any kind: as they stand, in lower snake case, by a known alias, or by their place; no name twice.
 * @param headers in file order
 * @param id the place of the firms' ids
 */
export function draftNames(headers: readonly string[], id: number): string[] {
  const names: string[] = [];
  headers.forEach((header, place) => {
    const name = place === id ? COMPANY_ID : free(nameOf(header, place), names);
    names.push(name);
  });
  return names;
}

function nameOf(header: string, place: number): string {
  const snake = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  if (NAME.test(snake.slice(0, MOST_OF_A_NAME))) return snake.slice(0, MOST_OF_A_NAME);
  const known = KNOWN.get(aliasKey(header));
  return known === undefined || TAKEN.has(known) ? `column_${place + 1}` : known;
}

function free(wanted: string, names: readonly string[]): string {
  const isFree = (name: string) => !names.includes(name) && !TAKEN.has(name);
  if (isFree(wanted)) return wanted;
  for (let n = 2; ; n++) if (isFree(`${wanted}_${n}`)) return `${wanted}_${n}`;
}

/** Whether a header is one that firms' ids are known by. */
export function isIdHeader(header: string): boolean {
  const keys = [COMPANY_ID, ...columnAliases[COMPANY_ID]!].map(aliasKey);
  return keys.includes(aliasKey(header));
}

/** Headers of numbers that name something: rows, papers, accounts. */
const NUMBERED =
  /序号$|行号$|编号$|证号$|账号$|帐号$|卡号$|户号$|号码$|工号$|流水号$|(?:^|[^a-z])(?:id|no|nr)\.?$|(?:account|card|customer|phone|reference|row|serial) number$/i;

/** Whether a header says that numbers below it name something, and have no more or less. */
export const isNumberHeader = (header: string): boolean => isIdHeader(header) || NUMBERED.test(header.trim());

/** Columns that name somebody: shown, never a feature. */
const NAMES: Readonly<Record<string, Pick<Column, 'personal'>>> = {
  [COMPANY_NAME]: {},
  contact_name: { personal: 'name' },
  contact_phone: { personal: 'phone' },
};

/** Headers of phones and papers of people, whatever they look like; and of their names, where they are texts. */
const NUMBERS_OF_PEOPLE = /(身份证|身份证号|身份证号码|手机|手机号|手机号码|电话|电话号码)$/;
const NAMES_OF_PEOPLE = /(法定代表人|法人代表|法人|负责人|联系人|姓名)$/;

/** What the contract says of a column that names somebody; undefined for one that does not. */
export function namingOf({
  name,
  header,
  isText,
}: {
  readonly name: string;
  readonly header: string;
  /** Whether its cells are texts. */
  readonly isText: boolean;
}): Pick<Column, 'personal'> | undefined {
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  if (NUMBERS_OF_PEOPLE.test(header.trim())) return { personal: 'phone' };
  return isText && NAMES_OF_PEOPLE.test(header.trim()) ? { personal: 'name' } : undefined;
}
