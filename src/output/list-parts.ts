import type { Cell, Table } from './csv.js';

/** A part of a list: its file name without ending, and its rows. */
export interface ListPart {
  readonly name: string;
  readonly table: Table;
}

/**
 * Cuts a list into parts by the value of a column; rows without one go to `unassigned`.
 * @param list the list
 * @param column the column; undefined leaves the list whole
 * @param name file name of the whole
 */
export function listParts(list: Table, column: string | undefined, name: string): ListPart[] {
  if (column === undefined) return [{ name, table: list }];
  const place = list.columns.indexOf(column);
  const parts = new Map<Cell, (readonly Cell[])[]>();
  for (const row of list.rows) {
    const key = row[place] ?? null;
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [row]);
    else part.push(row);
  }
  const taken = new Set<string>();
  return [...parts].map(([key, rows]) => {
    const file = freeName(`${name}-${fileName(key)}`, taken);
    taken.add(file.toLowerCase());
    return { name: file, table: { ...list, rows } };
  });
}

/** A value as part of a file name: letters and digits of any script, everything else a hyphen. */
function fileName(value: Cell): string {
  const safe = String(value ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return safe === '' ? 'unassigned' : [...safe].slice(0, 60).join('');
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}-${i}`;
  return free;
}
