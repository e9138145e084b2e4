/**
 * A personal text with all but its ends hidden: a name keeps its first character, a phone its first three and last four digits.
 * @param text the text
 * @param kind what it is
 */
export function mask(text: string, kind: 'name' | 'phone'): string {
  const characters = [...text];
  const [head, tail] = kind === 'name' ? [1, 0] : [3, 4];
  if (characters.length <= head + tail) return '*'.repeat(characters.length);
  const hidden = '*'.repeat(characters.length - head - tail);
  return characters.slice(0, head).join('') + hidden + characters.slice(characters.length - tail).join('');
}
