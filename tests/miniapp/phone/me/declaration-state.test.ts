import { expect, it } from 'vitest';
import { askedOf, stateOf } from '../../../../miniapp/phone/me/declaration-state.ts';

const status = {
  pending: '审批中',
  approved: '已批准',
  rejected: '未批准',
  withdrawn: '已撤回',
  ended: '已终止',
} as const;
const words = { status, isOver: '已到期', renew: '还要做请续报' };

it('calls a side job approved until its last day is over, and then over', () => {
  expect(stateOf({ status: 'approved', isExpired: false }, words)).toBe('已批准');
  expect(stateOf({ status: 'approved', isExpired: true }, words)).toBe('已到期');
  expect(stateOf({ status: 'ended', isExpired: false }, words)).toBe('已终止');
});

it('asks for a renewal only of what is over and has none', () => {
  expect(askedOf({ isExpired: true }, words)).toBe('还要做请续报');
  expect(askedOf({ isExpired: true, renewedById: 'next' }, words)).toBeUndefined();
  expect(askedOf({ isExpired: false }, words)).toBeUndefined();
});
