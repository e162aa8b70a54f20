import { cleanTrack } from '../../domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../domain/track/clean/settings.ts';
import { decodeSegment, encodeSegment } from '../../domain/track/segment-codec.ts';
import { StaySettingsSchema } from '../../domain/track/stay-settings.ts';
import { findStays } from '../../domain/track/stays.ts';
import type { Track } from '../../domain/track/track.ts';
import { atLeast, atMost, median, rounded, type Bench } from './bench.ts';
import { makeTrack } from './made-track.ts';
import { timeS, walkHaversine } from './timing.ts';

const PEOPLE = 20;
const FIXES_EACH = 50_000;
const ROUNDS = 5;
const SEGMENT = 500;

/** In process, one core. Judge by the ratio to a haversine loop of the same run: absolute figures move with the machine. */
export const stays: Bench = {
  name: 'stays',
  about: `clean and stays over ${(PEOPLE * FIXES_EACH).toLocaleString('en-US')} made fixes, one core`,
  run: (say) => {
    const tracks = Array.from({ length: PEOPLE }, (_, n) => makeTrack(FIXES_EACH, n + 1));
    const clean = CleanSettingsSchema.parse({});
    const stay = StaySettingsSchema.parse({});
    let found = 0;
    const rounds = Array.from({ length: ROUNDS }, () => ({
      haversine: timeS(() => tracks.forEach(walkHaversine)),
      both: timeS(() => {
        found = tracks.reduce(
          (sum, track) => sum + findStays(cleanTrack(track, clean).track, stay).length,
          0,
        );
      }),
      stays: timeS(() => tracks.forEach((track) => findStays(track, stay))),
    }));
    say(`${found} stays; median of ${ROUNDS} rounds`);
    const perS = (pick: (round: (typeof rounds)[number]) => number) =>
      (PEOPLE * FIXES_EACH) / median(rounds.map(pick));
    const ratio = rounded(perS(({ both }) => both) / perS(({ haversine }) => haversine));
    const codec = timeCodec(tracks[0] ?? makeTrack(FIXES_EACH, 1));
    return Promise.resolve({
      figures: {
        cleanAndStaysPointsPerS: rounded(perS((round) => round.both)),
        staysPointsPerS: rounded(perS((round) => round.stays)),
        haversineStepsPerS: rounded(perS((round) => round.haversine)),
        cleanAndStaysToHaversine: ratio,
        segmentBytesPerFix: codec.bytesPerFix,
        segmentFixesPerS: codec.fixesPerS,
      },
      bars: [
        atLeast('cleanAndStaysToHaversine', 0.08, ratio),
        atMost('segmentBytesPerFix', 12, codec.bytesPerFix),
      ],
    });
  },
};

/** Encodes and decodes a track in segments as uploads come. */
function timeCodec({ atMs, lng, lat, accuracyM }: Track): { bytesPerFix: number; fixesPerS: number } {
  const fixes = Array.from(atMs, (ms, at) => ({
    seq: at,
    atMs: ms,
    capturedAtMs: ms + 350,
    lng: lng[at] ?? 0,
    lat: lat[at] ?? 0,
    accuracyM: accuracyM[at] ?? 0,
  }));
  let bytes = 0;
  const seconds = timeS(() => {
    for (let from = 0; from < fixes.length; from += SEGMENT) {
      const segment = encodeSegment(fixes.slice(from, from + SEGMENT));
      bytes += segment.length;
      decodeSegment(segment);
    }
  });
  return { bytesPerFix: rounded(bytes / fixes.length), fixesPerS: rounded(fixes.length / seconds) };
}
