import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { figure, type RawRow, readRaw } from '../raw.js';
import { sectorOfBea, sectors } from './sectors.js';

/** Years with use tables (linkage) and with technology surveys. */
const LINKAGE_YEARS = [2017, 2022, 2023];
const SURVEY_YEAR = 2022;

/** industries.csv: one row per sector and year. */
export function industryRows(folder: string) {
  const accounts = readAccounts(folder);
  const linkage = new Map(LINKAGE_YEARS.map((year) => [year, linkageOf(folder, year)]));
  const technology = readTechnology(folder);
  const years = [...accounts.keys()].sort((a, b) => a - b);
  return sectors.flatMap(({ id, name }) =>
    years.map((year) => {
      const { output, valueAdded, realOutput } = accounts.get(year)!.get(id)!;
      const { innovating, intensity, patents } = technology.get(id) ?? {};
      const surveyed = year === SURVEY_YEAR;
      return {
        industry_id: id,
        name,
        year,
        gross_output_musd: output,
        value_added_musd: valueAdded,
        real_output_musd: Math.round(realOutput),
        linkage_share: linkage.get(year)?.get(id)?.toFixed(6) ?? '',
        innovating_percent: surveyed ? (innovating ?? '') : '',
        rd_intensity_percent: surveyed ? (intensity ?? '') : '',
        patents_issued: surveyed ? (patents ?? '') : '',
      };
    }),
  );
}

interface Account {
  output: number;
  valueAdded: number;
  /** Output at prices of 2017: the sum over summary industries of output / price index. */
  realOutput: number;
}

/** Year → sector → sums of the 71 summary industries. */
function readAccounts(folder: string): Map<number, Map<string, Account>> {
  const accounts = new Map<number, Map<string, Account>>();
  for (const row of readRaw(join(folder, 'bea_industry_summary71_1997_2023.csv'))) {
    const sector = sectorOfBea(row.code!);
    if (sector === undefined) continue;
    const year = accounts.get(Number(row.year)) ?? new Map<string, Account>();
    accounts.set(Number(row.year), year);
    const sum = year.get(sector) ?? { output: 0, valueAdded: 0, realOutput: 0 };
    const output = Number(row.gross_output_musd);
    sum.output += output;
    sum.valueAdded += Number(row.value_added_musd);
    sum.realOutput += (100 * output) / Number(row.price_index_2017_100);
    year.set(sector, sum);
  }
  return accounts;
}

/** The share of a sector's intermediate inputs and outputs that it trades with other sectors. */
function linkageOf(folder: string, year: number): Map<string, number> {
  const text = readFileSync(join(folder, `bea_io_use_summary_${year}.csv`), 'utf8');
  const [header, ...rows] = Papa.parse<string[]>(text.trim()).data;
  const columns = header!.map(sectorOfBea);
  const own = new Map<string, number>();
  const others = new Map<string, number>();
  const add = (sums: Map<string, number>, sector: string, value: number) =>
    sums.set(sector, (sums.get(sector) ?? 0) + value);
  for (const [code, ...cells] of rows) {
    const seller = sectorOfBea(code!);
    cells.forEach((cell, i) => {
      const buyer = columns[i + 1];
      const value = Number(cell);
      if (seller === undefined || buyer === undefined || !(value > 0)) return;
      if (seller === buyer) add(own, seller, 2 * value);
      else for (const side of [seller, buyer]) add(others, side, value);
    });
  }
  return new Map([...others].map(([sector, value]) => [sector, value / (value + (own.get(sector) ?? 0))]));
}

interface Technology {
  innovating?: number;
  intensity?: number;
  patents?: number;
}

/** The survey rows that stand for a whole sector; groups of several sectors are left out. */
function readTechnology(folder: string): Map<string, Technology> {
  const found = new Map<string, Technology>(sectors.map(({ id }) => [id, {}]));
  const whole = (codes: string) => sectors.find((sector) => sector.codes === codes.trim())?.id;
  const collect = (
    rows: readonly RawRow[],
    codesOf: (row: RawRow) => string,
    set: (at: Technology, row: RawRow) => void,
  ) => {
    for (const row of rows) {
      const sector = whole(codesOf(row));
      if (sector !== undefined) set(found.get(sector)!, row);
    }
  };
  collect(
    readRaw(join(folder, 'nsf_innovating_companies_by_industry_2020_22.csv')),
    (row) => row.field_naics_code!,
    (at, row) => {
      at.innovating ??= figure(row.field_product_or_business_process_innovation_percent_yes)!;
    },
  );
  collect(
    readRaw(join(folder, 'nsf_patents_by_industry_2022.csv')),
    (row) => row.field_naics_code!,
    (at, row) => {
      at.patents ??= figure(row.field_patents_issuedc)!;
    },
  );
  collect(readRaw(join(folder, 'nsf_sales_rd_intensity_employment_2022.csv')), lastName, (at, row) => {
    at.intensity ??= figure(row.field_r_d_intensity_c)!;
  });
  return found;
}

/** The codes at the end of a row's innermost name: `Information, 51` is 51. HTML tags are dropped. */
function lastName(row: RawRow): string {
  const names = Object.entries(row)
    .filter(([column, cell]) => /_level_\d$/.test(column) && cell !== '')
    .map(([, cell]) => cell.replace(/<[^>]*>[^<]*<\/[^>]*>/g, ''));
  return names.at(-1)?.split(',').at(-1) ?? '';
}
