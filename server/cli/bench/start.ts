import { atMost, median, rounded, type Bench } from './bench.ts';
import { startDemoProcess } from './demo-process.ts';
import { withTempFolder } from './temp-folder.ts';

const COLD_STARTS = 3;

/** From the start of the process to the app's first answer. */
export const start: Bench = {
  name: 'start',
  about: 'seconds until the embedded default answers: on an empty folder, then on its data',
  run: (say) =>
    withTempFolder(async (folder) => {
      const firstStartS = await startOnce(folder);
      say(
        `first start ${firstStartS.toFixed(1)} s, with the demo company and, when stale, the phone app's build`,
      );
      const again: number[] = [];
      for (let n = 0; n < COLD_STARTS; n++) again.push(await startOnce(folder));
      const coldStartS = rounded(median(again));
      return {
        figures: { firstStartS: rounded(firstStartS), coldStartS },
        bars: [atMost('coldStartS', 15, coldStartS)],
      };
    }),
};

async function startOnce(folder: string): Promise<number> {
  const demo = await startDemoProcess(folder);
  await demo.stop();
  return demo.readyS;
}
