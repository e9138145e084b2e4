import { describe, expect, it } from 'vitest';
import { sizeClassZh } from '../../src/text/size-class.js';
import { sizeClasses } from '../../src/validation/size-classes.js';

describe('sizeClasses', () => {
  it('makes five classes of equally many firms, each from its edge on', () => {
    const values = Array.from({ length: 10 }, (_, i) => String((i + 1) * 1000));
    expect(sizeClasses(values)).toEqual([
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
    expect(sizeClasses(['0', '0', '0', '0', '0', '0', '0', '1', '2', '2'])).toEqual([
      ...new Array(7).fill('1: below 2'),
      '1: below 2',
      '2: from 2',
      '2: from 2',
    ]);
    expect(sizeClasses(['7', '7'])).toEqual(['1: all', '1: all']);
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
    expect(sizeClasses(values, (row) => row >= 5).map((name) => name![0])).toEqual([...'1111112345']);
  });

  it('gives what is not known no class', () => {
    expect(sizeClasses([null, '', '5'])).toEqual([null, null, '1: all']);
  });
});
