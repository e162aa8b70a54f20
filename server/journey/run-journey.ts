import { join } from 'node:path';
import { DEMO_ZONE } from '../demo/start-time.ts';
import { instantOf } from '../domain/time.ts';
import { openCamera, type Camera } from './camera.ts';
import { Stage } from './stage.ts';
import { STORIES } from './stories/index.ts';
import type { Story } from './story.ts';
import { openWorld } from './world.ts';

type Io = Readonly<{ out: (line: string) => void; err: (line: string) => void }>;

/** Plays the stories, each in a company of its own; answers how many failed. `only` names some of them by number. */
export async function runJourney(dir: string, only: readonly number[], { out, err }: Io): Promise<number> {
  let failed = 0;
  let played = 0;
  const camera = await openCamera();
  if (!camera) err('no Chromium is installed (CHROMIUM_PATH): cards are left as JSON only');
  for (const [index, story] of STORIES.entries()) {
    const number = index + 1;
    if (only.length > 0 && !only.includes(number)) continue;
    err(`\n${number}. ${story.title}`);
    const fault = await playStory(story, {
      dir: join(dir, String(number).padStart(2, '0')),
      err,
      camera,
    });
    if (fault !== null) {
      failed += 1;
      err(`      ✗ ${fault}`);
    }
    played += 1;
    out(`${fault === null ? 'ok' : 'FAIL'} ${number} ${story.title}`);
  }
  await camera?.close();
  out(JSON.stringify({ stories: played, failed }));
  return failed;
}

async function playStory(
  story: Story,
  { dir, err, camera }: { dir: string; err: Io['err']; camera: Camera | null },
): Promise<string | null> {
  const [day = '', clock = ''] = story.startsAt.split(' ');
  const world = await openWorld(instantOf(day, clock, DEMO_ZONE));
  const stage = new Stage(world, { say: err, dir, camera });
  try {
    await story.play(stage);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await stage.keep('cards.json', JSON.stringify(world.sandbox.messages(), null, 2));
    await world.stop();
  }
}
