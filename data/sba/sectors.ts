/** The NAICS sectors that are scored: id, name, two-digit codes. Public administration (92) is not. */
export const sectors = [
  { id: 'agriculture', name: 'Agriculture, forestry, fishing', codes: '11' },
  { id: 'mining', name: 'Mining, oil and gas', codes: '21' },
  { id: 'utilities', name: 'Utilities', codes: '22' },
  { id: 'construction', name: 'Construction', codes: '23' },
  { id: 'manufacturing', name: 'Manufacturing', codes: '31-33' },
  { id: 'wholesale', name: 'Wholesale trade', codes: '42' },
  { id: 'retail', name: 'Retail trade', codes: '44-45' },
  { id: 'transport', name: 'Transportation and warehousing', codes: '48-49' },
  { id: 'information', name: 'Information', codes: '51' },
  { id: 'finance', name: 'Finance and insurance', codes: '52' },
  { id: 'real_estate', name: 'Real estate and leasing', codes: '53' },
  { id: 'professional', name: 'Professional and technical services', codes: '54' },
  { id: 'management', name: 'Management of companies', codes: '55' },
  { id: 'administrative', name: 'Administrative and waste services', codes: '56' },
  { id: 'education', name: 'Educational services', codes: '61' },
  { id: 'health', name: 'Health care and social assistance', codes: '62' },
  { id: 'arts', name: 'Arts, entertainment, recreation', codes: '71' },
  { id: 'hospitality', name: 'Accommodation and food services', codes: '72' },
  { id: 'other_services', name: 'Other services', codes: '81' },
] as const;

/** The sector of a NAICS code, or of the NAICS code that a figure carries (`31-33`, `3254`). */
export function sectorOf(code: string): string | undefined {
  const head = code.slice(0, 2);
  return sectors.find(({ codes }) => {
    const [first, last = first] = codes.split('-');
    return head >= first! && head <= last!;
  })?.id;
}

/** BEA summary industries whose code does not begin with NAICS digits. */
const lettered: Readonly<Record<string, string>> = { '4A0': 'retail', ORE: 'real_estate' };

/** The sector of a BEA summary industry; housing (mostly rents that owners pay themselves) and government have none. */
export function sectorOfBea(code: string): string | undefined {
  return lettered[code] ?? (/^\d\d/.test(code) ? sectorOf(code) : undefined);
}
