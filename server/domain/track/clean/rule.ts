import type { Track } from '../track.ts';
import type { CleanSettings } from './settings.ts';

/**
 * One reason not to trust a fix. `rejects` sees the fixes that earlier rules left, and which of them are far from the one before, and
 * answers 1 for each it rejects, or null for none.
 */
export type CleanRule = Readonly<{
  name: string;
  rejects: (track: Track, settings: CleanSettings, farSteps: readonly number[]) => Uint8Array | null;
}>;
