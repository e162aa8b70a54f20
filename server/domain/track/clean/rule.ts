import type { Track } from '../track.ts';
import type { CleanSettings } from './settings.ts';

/** One reason not to trust a fix. `rejects` sees the fixes that earlier rules left and answers 1 for each it rejects. */
export type CleanRule = Readonly<{
  name: string;
  rejects: (track: Track, settings: CleanSettings) => Uint8Array;
}>;
