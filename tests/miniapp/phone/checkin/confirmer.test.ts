import { expect, it } from 'vitest';
import { confirmationOf } from '../../../../miniapp/phone/checkin/confirmer.ts';
import { zh } from '../../../../miniapp/texts/zh.ts';
import { en } from '../../../../miniapp/texts/en.ts';

it.each([
  [{ confirmer: 'store_manager', storeName: '世纪大道店' }, '店长', '扫一下门店码，或请店长点一下确认'],
  [
    { confirmer: 'area_manager', storeName: '世纪大道店' },
    '区域经理',
    '扫一下门店码，或请区域经理点一下确认',
  ],
  [{ confirmer: 'area_manager' }, '区域经理', '请区域经理点一下确认'],
  [{}, '主管', '请主管点一下确认'],
] as const)(
  'of %j is by who is really asked, and names a store’s code only where there is a store',
  (me, who, way) => {
    expect(confirmationOf(me, zh)).toEqual({ who, way });
  },
);

it('is said in English too', () => {
  const by = confirmationOf({ confirmer: 'area_manager' }, en);
  expect(en.phone.checkin.needs(by.who)).toBe('Time kept, to be confirmed by the area manager');
});
