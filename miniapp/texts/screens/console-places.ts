import { consolePlacesEn } from './console-places.en.ts';
import { consolePlacesZh } from './console-places.zh.ts';

export type ConsolePlaceTexts = typeof consolePlacesZh;
export const consolePlaceTexts = { zh: consolePlacesZh, en: consolePlacesEn } as const;
