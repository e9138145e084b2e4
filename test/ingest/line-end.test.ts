import { expect, it } from 'vitest';
import { lineEndOf, withLineFeeds } from '../../src/ingest/line-end.js';

it('the end of lines is that of the first line that is not blank', () => {
  expect(lineEndOf('id,t\na\rb')).toBe('\n');
  expect(lineEndOf('id,t\r\na,b\r')).toBe('\n');
  expect(lineEndOf('id,t\ra,b\n')).toBe('\r');
  expect(lineEndOf('\n \r\nid,t\ra,b')).toBe('\r');
});

it('line breaks within quotes end no line', () => {
  expect(lineEndOf('"i\nd",t\ra,b')).toBe('\r');
  expect(lineEndOf('"i""\rd",t\n')).toBe('\n');
});

it('a line that does not end in the text tells nothing', () => {
  for (const text of ['', 'id,t', 'id,t\r', '"id\n']) expect(lineEndOf(text), text).toBeUndefined();
});

it('lines that end with CR get LF, breaks in their cells too; others stay', () => {
  expect(withLineFeeds('id,t\r"a\nb",c\r')).toBe('id,t\n"a\nb",c\n');
  expect(withLineFeeds('id,t\na\r,c\n')).toBe('id,t\na\r,c\n');
});
