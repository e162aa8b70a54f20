import { parseArgs } from 'node:util';
import { runJourney } from './run-journey.ts';
import { STORIES } from './stories/index.ts';

const USAGE = `usage: npm run -s journey -- --out DIR [--only N,N]
Plays written stories of the product through its API and the sandbox chat: the steps on stderr, a line per story and last a line of
JSON on stdout; cards and letters are left in DIR. Exit 0 all went as written, 1 some did not, 2 wrong usage.`;

const options = readOptions();
if (process.argv.includes('--help')) process.stdout.write(`${USAGE}\n`);
else if (options === null) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const failed = await runJourney(options.out, options.only, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
  process.exitCode = failed > 0 ? 1 : 0;
}

function readOptions(): { out: string; only: number[] } | null {
  try {
    const { values } = parseArgs({
      options: { out: { type: 'string' }, only: { type: 'string', default: '' } },
    });
    const only = values.only === '' ? [] : values.only.split(',').map(Number);
    if (!values.out || only.some((number) => STORIES[number - 1] === undefined)) return null;
    return { out: values.out, only };
  } catch {
    return null;
  }
}
