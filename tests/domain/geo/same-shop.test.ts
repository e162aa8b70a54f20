import { expect, it } from 'vitest';
import { isSameShop } from '../../../server/domain/geo/same-shop.ts';

it.each([
  ['某茶（人民广场店）', '某茶 (人民广场店)', true],
  ['ＭＯＵ茶', 'mou茶', true],
  ['某茶饮', '某茶饮（人民广场店）', true],
  ['某茶饮（一店）', '某茶饮（二店）', false],
  ['某茶', '某茶饮（人民广场店）', false],
  ['客户017', '某咖（17店）', false],
])('%s and %s a few steps apart: one shop %s', (one, other, isSame) => {
  expect([isSameShop(one, other), isSameShop(other, one)]).toEqual([isSame, isSame]);
});
