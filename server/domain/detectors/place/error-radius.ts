import { DEFAULT_PRESENCE } from '../../geo/presence-settings.ts';

// A sum is known to be a number; a plain argument might be anything, and the engine would keep an object for each fix.
/** Metres (68 %) of a fix, stay or punch; one that tells no error (0) may lie anywhere between satellites' and masts'. */
export const errorRadiusM = (toldM = 0, unknownM = DEFAULT_PRESENCE.unknownAccuracyM): number =>
  toldM > 0 ? toldM : 0 + unknownM;
