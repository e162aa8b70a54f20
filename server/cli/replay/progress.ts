const WIDTH = 30;
const PERIOD_MS = 200;

/** Where progress goes: a terminal gets a bar that moves, a file or pipe one line per tenth. */
export type ErrorStream = Readonly<{ write: (text: string) => unknown; isTTY?: boolean | undefined }>;

/** A progress bar over `total` units. */
export function createProgress(
  stream: ErrorStream,
  total: number,
): { step: (units: number) => void; end: () => void } {
  let done = 0;
  let shownAtMs = 0;
  let shownTenth = -1;
  const draw = () => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.round(share * WIDTH);
    return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.round(share * 100)}% ${done}/${total}`;
  };
  const show = () => {
    const tenth = Math.floor((10 * done) / Math.max(1, total));
    if (stream.isTTY && Date.now() - shownAtMs >= PERIOD_MS) stream.write(`\r${draw()}`);
    else if (!stream.isTTY && tenth > shownTenth) stream.write(`${draw()}\n`);
    else return;
    shownAtMs = Date.now();
    shownTenth = tenth;
  };
  return {
    step: (units) => {
      done += units;
      show();
    },
    end: () => {
      if (stream.isTTY) stream.write(`\r${draw()}\n`);
    },
  };
}
