import type { PhoneSession } from './session.ts';

const KEY = 'mq-screen-on';

/** The person's choice on this phone, else the plan's. */
export function wantsScreenOn({ today }: Pick<PhoneSession, 'today'>): boolean {
  const chosen = localStorage.getItem(KEY);
  return chosen === null ? (today.get()?.sampling.keepScreenOn ?? false) : chosen === '1';
}

export const saveScreenOn = (isOn: boolean): void => localStorage.setItem(KEY, isOn ? '1' : '0');
