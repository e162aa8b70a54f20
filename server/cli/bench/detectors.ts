import type { Bench, BenchResult } from './bench.ts';
import { makeCity } from './detectors/made-city.ts';
import { measureImposter } from './detectors/imposter.ts';
import { measureHistoryThreshold } from './detectors/history-threshold.ts';
import { measureScores } from './detectors/measure.ts';
import { DETECTORS_USAGE, readDetectorsOptions, type DetectorsOptions } from './detectors/options.ts';
import { openOut, publish, sayPublished, writePublished } from './detectors/publish.ts';
import type { RawCity } from './detectors/raw-person.ts';
import { hasRealCity, readRealCity, readTracks, REAL_FILES } from './detectors/real-city.ts';
import { CaseRunner } from './detectors/run-cases.ts';
import { measurePings, measurePockets } from './detectors/side-questions.ts';

/** Each planter is tried on every third person per seed: over ten seeds everybody has it three times. */
const SHARE = 3;

const MADE_PEOPLE = 24;

/** Labelled days through every detector: what is found, what is falsely found, and when. Real tracks where they are, made ones else. */
export const detectors: Bench = {
  name: 'detectors',
  about: 'planted behaviours, clean days and traps through every detector (Q2 to Q8)',
  usage: DETECTORS_USAGE,
  onlyByName: true,
  run: (say, args) => {
    const options = readDetectorsOptions(args);
    if (options.out !== undefined) openOut(options.out);
    const city = openCity(options);
    say(
      `${city.name} city: ${city.people.length} people, ${city.people.reduce((sum, { days }) => sum + days.length, 0)} days`,
    );
    const runner = new CaseRunner(city);
    const scores = runner.run(
      {
        seeds: options.seeds,
        share: Math.min(SHARE, options.seeds.length),
        withSimple: true,
        withDelay: !options.isQuick,
      },
      say,
    );
    const published = publish(scores, {
      city: city.name,
      files: city.name === 'real' ? REAL_FILES : [],
      seeds: options.seeds,
    });
    sayPublished(published, say);
    const parts: BenchResult[] = [
      measureScores(scores, say),
      measureHistoryThreshold(city, options.seeds[0] ?? 0, say),
    ];
    if (!options.isQuick)
      parts.push(measurePings(runner, options.seeds, say), measurePockets(runner, options.seeds, say));
    if (!options.isQuick && city.name === 'real') parts.push(measureImposter(readTracks(), say));
    const result: BenchResult = {
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
      bars: parts.flatMap(({ bars }) => bars),
    };
    if (options.out !== undefined) writePublished(options.out, published, result);
    return Promise.resolve(result);
  },
};

function openCity({ city, people, days }: DetectorsOptions): RawCity {
  const isReal = city === undefined ? hasRealCity() : city === 'real';
  const all = isReal ? readRealCity() : makeCity({ people: people ?? MADE_PEOPLE, days });
  return {
    ...all,
    people: all.people.slice(0, people).map((one) => ({ ...one, days: one.days.slice(0, days) })),
  };
}
