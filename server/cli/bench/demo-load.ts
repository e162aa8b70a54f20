import { join } from 'node:path';
import { MISBEHAVING, openIdOf } from '../../demo/people.ts';
import { addDays, dayOf, weekdayOf } from '../../domain/time.ts';
import { findPublishedFrom, type ToldAlert } from '../../store/told-alerts.ts';
import { GONE } from '../../store/forget-alerts.ts';
import { findPersonByOpenId } from '../../store/people.ts';
import { atMost, rounded, type Bench, type BenchResult } from './bench.ts';
import { startDemoProcess } from './demo-process.ts';
import { startEmbeddedProcess } from './embedded-process.ts';
import { withStore } from './nightly/with-store.ts';
import { withTempFolder } from './temp-folder.ts';

const MAX_CARDS = 2;

/** What the alerts of the demo company ask of its managers, and how much of it is about people who really misbehave. */
export const demoLoad: Bench = {
  name: 'demo-load',
  about: 'manager cards a week in the demo company, and the share of them that is true (Q8)',
  onlyByName: true,
  run: (say) =>
    withTempFolder(async (folder) => {
      const demo = await startDemoProcess(folder);
      await demo.stop();
      const store = await startEmbeddedProcess(join(folder, 'store'));
      try {
        return await withStore(store.uri, () => measure(say));
      } finally {
        await store.stop();
      }
    }),
};

async function measure(say: (line: string) => void): Promise<BenchResult> {
  const isTrue = await readTruth();
  const told = (await findPublishedFrom('0000-01-01')).filter(({ personId }) => !personId.startsWith(GONE));
  const cards = told.filter(({ overflow }) => overflow === false);
  const perWeek = [...countBy(cards, weekOfManager)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [week, count] of perWeek) say(`${week}: ${count} cards`);
  for (const alert of told)
    say(
      `${alert.day} ${alert.finding.detector}, ${alert.status}, ${isTrue(alert) ? 'true' : 'only looks so'}`,
    );
  const share = (some: readonly ToldAlert[]) =>
    some.length === 0 ? 1 : some.filter(isTrue).length / some.length;
  const most = Math.max(0, ...perWeek.map(([, count]) => count));
  return {
    figures: {
      alertsTold: told.length,
      alertsTrueShare: rounded(share(told)),
      managerCards: cards.length,
      managerCardsTrueShare: rounded(share(cards)),
      mostCardsPerManagerAndWeek: most,
    },
    bars: [atMost('Q8 demo cards per manager and week', MAX_CARDS, most)],
  };
}

async function readTruth(): Promise<(alert: ToldAlert) => boolean> {
  const people = await Promise.all(MISBEHAVING.map((key) => findPersonByOpenId(openIdOf(key))));
  const ids = new Set(people.map((person) => person?.id));
  return ({ personId }) => ids.has(personId);
}

function weekOfManager({ managerId = '', publishedAt, timeZone }: ToldAlert): string {
  const day = dayOf(publishedAt ?? new Date(0), timeZone);
  return `manager ${managerId.slice(0, 8)}, week of ${addDays(day, 1 - weekdayOf(day))}`;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
