import { rounded, type BenchResult } from '../bench.ts';
import { judgeScene } from './judge-scene.ts';
import { thresholdAt } from './metrics.ts';
import type { RawCity } from './raw-person.ts';
import type { Scene } from './scene.ts';
import { buildWorld, drawCompetitors, MIN_OWN } from './world.ts';

const RATE = 0.01;
const BAND = { low: 0.005, high: 0.02 };

/** Bar Q4: a threshold that one in a hundred history days passes must be passed by 0.5 to 2 in a hundred later days. */
export function measureHistoryThreshold(
  city: RawCity,
  seed: number,
  say: (line: string) => void,
): BenchResult {
  const competitors = drawCompetitors(city.buildings, seed);
  const worlds = city.people.map((person) => buildWorld(person, { competitors, colleagues: [], seed }).base);
  const usable = worlds.filter(
    ({ places }) => places.filter(({ kind }) => kind !== 'competitor').length >= MIN_OWN,
  );
  const past = usable.flatMap((world) => scoresOf(splitHistory(world)));
  const later = usable.flatMap(scoresOf);
  const threshold = thresholdAt(past, RATE);
  const rate = later.filter((score) => score > 0 && score >= threshold).length / Math.max(1, later.length);
  say(
    `threshold passed by 1 % of ${past.length} history days: ${threshold.toFixed(3)}; passed by ${(100 * rate).toFixed(2)} % of ${later.length} later days`,
  );
  return {
    figures: { historyThreshold: rounded(threshold), laterRate: rounded(rate) },
    bars: [
      {
        id: 'Q4 later days above the 1 % threshold',
        want: BAND.high,
        got: rounded(rate),
        ok: rate >= BAND.low && rate <= BAND.high,
      },
    ],
  };
}

const scoresOf = (scene: Scene): number[] =>
  scene.days.map((day) => judgeScene({ ...scene, days: [day] }).score);

/** The second half of the history, to be judged by the first. */
function splitHistory(scene: Scene): Scene {
  const half = Math.floor(scene.history.length / 2);
  return { ...scene, history: scene.history.slice(0, half), days: scene.history.slice(half) };
}
