import { expect, it } from 'vitest';
import { typedNumber } from '../../../../miniapp/console/parts/typed-number.ts';

it('takes a number of at least the least one, and nothing while it is being typed', () => {
  expect(['20', ' 5 ', '0.5', '1e2'].map((text) => typedNumber(text, 0.01))).toEqual([20, 5, 0.5, 100]);
  expect(['', ' ', '-', 'x', '0', '-3', '1e999'].map((text) => typedNumber(text, 1))).toEqual(
    Array.from({ length: 7 }),
  );
  expect(typedNumber('0', 0)).toBe(0);
});
