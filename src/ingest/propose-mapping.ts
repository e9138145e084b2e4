import { suggest } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { type MappedColumn, type Mapping, mappedAs } from '../document/mapping.js';
import { aliasIndex, aliasKey } from './aliases.js';
import type { FileHead } from './file-head.js';
import { cellChange } from './map-cell.js';
import { proposeReading } from './propose-reading.js';

/** Header → column, as a person may take it over into dipper.json. */
export type Proposal = Readonly<Record<string, MappedColumn>>;

/**
 * Proposes where the headers of a file belong: by their aliases and meanings, then by a slip of the pen; with the factor that a unit in
 * brackets stands for, the way days are written, and the words that stand for 1 and 0. Each column is proposed once.
 * @param head the file's first lines
 * @param columns the contract
 * @param missingTexts texts that mean missing beside the empty one
 * @returns headers that are not as the contract has them; empty when all are
 */
export function proposeMapping(
  { header, records }: FileHead,
  columns: readonly Column[],
  missingTexts: readonly string[] = [],
): Proposal {
  const known = new Map(columns.map((column) => [column.name, column]));
  const free = new Map([...known].filter(([name]) => !header.includes(name)));
  const cellsOf = (place: number) => records.map((cells) => cells[place] ?? '').filter(isSaid(missingTexts));
  const proposed: [string, MappedColumn][] = [];
  for (const find of [byAlias, bySlip])
    header.forEach((name, place) => {
      if (known.has(name) || proposed.some(([other]) => other === name)) return;
      const column = find(name, free);
      if (column === undefined) return;
      free.delete(column);
      proposed.push([name, { column, ...proposeReading(known.get(column)!, name, cellsOf(place)) }]);
    });
  header.forEach((name, place) => {
    const column = known.get(name);
    const needed = column === undefined ? {} : proposeReading(column, name, cellsOf(place));
    if (Object.keys(needed).length > 0) proposed.push([name, { column: name, ...needed }]);
  });
  return inOrderOf(header, proposed);
}

/** Whether a cell says something. */
const isSaid =
  (missingTexts: readonly string[]) =>
  (cell: string): boolean =>
    cell !== '' && !missingTexts.includes(cell.trim());

/** What becomes of headers, in the order of the file. */
function inOrderOf<T>(
  header: readonly string[],
  mapped: readonly (readonly [name: string, T])[],
): Record<string, T> {
  const order = new Map(header.map((name, place) => [name, place]));
  return Object.fromEntries([...mapped].sort(([a], [b]) => order.get(a)! - order.get(b)!));
}

/** What is known of a file whose headers are looked at. */
export interface UnmappedOptions {
  readonly missingTexts: readonly string[];
  /** What dipper.json says of its headers. */
  readonly mapping: Mapping | undefined;
  /** Whether it may have columns beside the contract's, which then stay. */
  readonly hasOthers: boolean;
}

/**
 * Proposes what becomes of the headers of a file that its mapping does not speak of: the column where they belong, or null for those
 * that belong nowhere; and what its mapping lacks where the cells of a mapped header cannot be read.
 * @param head the file's first lines
 * @param columns the contract
 */
export function proposeUnmapped(
  { header, records }: FileHead,
  columns: readonly Column[],
  { missingTexts, mapping = {}, hasOthers }: UnmappedOptions,
): Mapping {
  const places = header.flatMap((name, place) => (Object.hasOwn(mapping, name) ? [] : [place]));
  const taken = new Set(Object.values(mapping).map((mapped) => mapped?.column));
  const open = columns.filter(({ name }) => !taken.has(name));
  const only = (cells: readonly string[]) => places.map((place) => cells[place] ?? '');
  const names = only(header);
  const proposed = proposeMapping({ header: names, records: records.map(only) }, open, missingTexts);
  const isKnown = (name: string) =>
    (hasOthers && name !== '') || columns.some((column) => column.name === name);
  const homeless = names.filter((name) => !Object.hasOwn(proposed, name) && !isKnown(name));
  const lacking = lackingIn({ header, records }, columns, { missingTexts, mapping });
  const leftOut = homeless.map((name) => [name, null] as const);
  return inOrderOf<MappedColumn | null>(header, [...Object.entries(proposed), ...lacking, ...leftOut]);
}

/** Mapped headers whose cells need a reading that the mapping does not have. */
function lackingIn(
  { header, records }: FileHead,
  columns: readonly Column[],
  { missingTexts, mapping }: { readonly missingTexts: readonly string[]; readonly mapping: Mapping },
): (readonly [header: string, mapped: MappedColumn])[] {
  return header.flatMap((name, place) => {
    const mapped = mappedAs(mapping, name);
    const column = columns.find((each) => each.name === mapped?.column);
    if (mapped == null || column === undefined || mapped.dateFormat !== undefined) return [];
    const change = cellChange(mapped, column.type) ?? ((cell: string) => cell);
    const cells = records.map((row) => change(row[place] ?? ''));
    const { times, ...needed } = proposeReading(column, name, cells.filter(isSaid(missingTexts)));
    const isShare = needed.percent && times !== undefined && mapped.times === undefined;
    if (Object.keys(needed).length === 0) return [];
    // Words that the mapping has already keep what they stand for.
    const values = needed.values && { values: { ...needed.values, ...mapped.values } };
    return [[name, { ...mapped, ...needed, ...values, ...(isShare && { times }) }] as const];
  });
}

type Free = ReadonlyMap<string, Column>;
const byAlias = (name: string, free: Free) => aliasIndex([...free.values()]).get(aliasKey(name));
const bySlip = (name: string, free: Free) => suggest(name, free.keys());
