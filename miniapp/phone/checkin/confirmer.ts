import type { MeView } from '../../../server/contract/views.ts';
import type { Texts } from '../../texts/zh.ts';
import type { Confirmation } from '../../texts/zh/phone.ts';

/** Who confirms this person's punches, and what they can do meanwhile: a store's code only helps where there is a store. */
export function confirmationOf(
  { confirmer, storeName }: Pick<MeView, 'confirmer' | 'storeName'>,
  { phone: texts }: Texts,
  placeName = storeName,
): Confirmation {
  const who = texts.confirmer[confirmer ?? 'unknown'];
  return { who, way: texts.confirmWay[placeName === undefined ? 'alone' : 'store'](who) };
}
