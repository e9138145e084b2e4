import { describe, expect, it } from 'vitest';
import { sizeClassZh } from '../../src/text/size-class.js';
import { sizeClasses, sizeEdges } from '../../src/validation/size-classes.js';

const classes = (...[values, counts]: Parameters<typeof sizeEdges>) =>
  sizeClasses(values, sizeEdges(values, counts));

describe('sizeClasses', () => {
  it('makes five classes of equally many firms, each from its edge on', () => {
    const values = Array.from({ length: 10 }, (_, i) => String((i + 1) * 1000));
    expect(classes(values)).toEqual([
      '1: below 3,000',
      '1: below 3,000',
      '2: from 3,000 below 5,000',
      '2: from 3,000 below 5,000',
      '3: from 5,000 below 7,000',
      '3: from 5,000 below 7,000',
      '4: from 7,000 below 9,000',
      '4: from 7,000 below 9,000',
      '5: from 9,000',
      '5: from 9,000',
    ]);
  });

  it('keeps equal numbers together: fewer classes, never an empty one', () => {
    expect(classes(['0', '0', '0', '0', '0', '0', '0', '1', '2', '2'])).toEqual([
      ...new Array(7).fill('1: below 2'),
      '1: below 2',
      '2: from 2',
      '2: from 2',
    ]);
    expect(classes(['7', '7'])).toEqual(['1: all', '1: all']);
  });

  it('has names in Chinese too, and leaves other names alone', () => {
    const names = ['1: below 3,000', '2: from 3,000 below 5,000', '5: from -9.5', '1: all', '狮山镇', '3: x'];
    expect(names.map(sizeClassZh)).toEqual([
      '1：低于3,000',
      '2：不低于3,000且低于5,000',
      '5：不低于-9.5',
      '1：全部',
      '狮山镇',
      '3: x',
    ]);
  });

  it('counts only the firms that are asked for: the others fall where they fall', () => {
    const values = ['1', '2', '3', '4', '5', '100', '200', '300', '400', '500'];
    expect(classes(values, (row) => row >= 5).map((name) => name![0])).toEqual([...'1111112345']);
  });

  it('reads differently where limits differ, however small they are', () => {
    const values = Array.from({ length: 10 }, (_, i) => String((i + 1) / 1e5));
    expect(sizeEdges(values)).toEqual([3e-5, 5e-5, 7e-5, 9e-5]);
    expect([...new Set(classes(values))]).toEqual([
      '1: below 0.00003',
      '2: from 0.00003 below 0.00005',
      '3: from 0.00005 below 0.00007',
      '4: from 0.00007 below 0.00009',
      '5: from 0.00009',
    ]);
    const close = Array.from({ length: 10 }, (_, i) => String(1234.5 + i / 1e4));
    expect(new Set(classes(close)).size).toBe(5);
    expect(classes(close)[3]).toBe('2: from 1,234.5002 below 1,234.5004');
  });

  it('gives what is not known no class', () => {
    expect(classes([null, '', '5'])).toEqual([null, null, '1: all']);
  });
});
