import { DEFAULT_PRESENCE } from '../geo/presence-settings.ts';

/** Metres (68 %) of a fix, stay or punch; one that tells no error (0) may lie anywhere between satellites' and masts'. */
export const errorRadiusM = (toldM = 0, unknownM = DEFAULT_PRESENCE.unknownAccuracyM): number =>
  toldM > 0 ? toldM : unknownM;
