import { keep, recall } from '../texts/device-memory.ts';
import type { PhoneSession } from './session.ts';

const KEY = 'mq-screen-on';

/** The person's choice on this phone, else the plan's. */
export function wantsScreenOn({ today }: Pick<PhoneSession, 'today'>): boolean {
  const chosen = recall(KEY);
  return chosen === null ? (today.get()?.sampling.keepScreenOn ?? false) : chosen === '1';
}

export const saveScreenOn = (isOn: boolean): void => keep(KEY, isOn ? '1' : '0');
