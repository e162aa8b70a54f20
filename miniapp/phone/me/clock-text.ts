import type { diagnosticsTexts } from '../../texts/screens/diagnostics.ts';

type Texts = Pick<(typeof diagnosticsTexts)['zh'], 'clockFine' | 'clockOff' | 'clockUnknown'>;

/** The server corrects up to this without doubt; beyond it the person should know. */
const CLOCK_FINE_MS = 120_000;

/** How wrong the phone's clock is, in words; `offsetMs` is undefined before the server was heard. */
export function clockText(offsetMs: number | undefined, texts: Texts): string {
  if (offsetMs === undefined) return texts.clockUnknown;
  const off = Math.abs(offsetMs);
  if (off < CLOCK_FINE_MS) return texts.clockFine(Math.round(off / 1000));
  const min = Math.round(off / 60_000);
  return texts.clockOff(Math.floor(min / 60), min % 60);
}
