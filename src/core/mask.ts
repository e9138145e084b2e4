/** Of each kind, how many characters stay at either end, and how many between them must be hidden for that. */
const ENDS = { name: [1, 0, 1], phone: [3, 4, 4] } as const;

/** What a phone is written with. */
const PHONE = /^[\d０-９ ()（）+＋./-]*$/;

/**
 * A personal text with all but its ends hidden: a name keeps its first character, a phone its first three and last four digits. A phone
 * so short that most of it would be seen is hidden whole, and what is no phone is hidden like a name.
 * @param text the text
 * @param kind what it is
 */
export function mask(text: string, kind: 'name' | 'phone'): string {
  const characters = [...text];
  const [head, tail, least] = ENDS[kind === 'phone' && !PHONE.test(text) ? 'name' : kind];
  if (characters.length < head + tail + least) return '*'.repeat(characters.length);
  const hidden = '*'.repeat(characters.length - head - tail);
  return characters.slice(0, head).join('') + hidden + characters.slice(characters.length - tail).join('');
}
