import { useCallback, useEffect, useState } from 'react';
import type { StoreCodeView } from '../../server/contract/view-store.ts';
import { useTable } from '../texts/language.tsx';
import { shiftDayTexts } from '../texts/screens/shift-day.ts';
import { QrPicture } from './qr-picture.tsx';

const RETRY_MS = 3_000;
const TICK_MS = 500;

type Shown = { code: StoreCodeView; fetchedMs: number } | undefined;

/** The code of now, fetched anew as soon as it is over; a code that is over is never shown. */
export function StoreCodePicture({
  load,
  onLoaded,
}: {
  load: () => Promise<StoreCodeView>;
  onLoaded?: (code: StoreCodeView) => void;
}) {
  const texts = useTable(shiftDayTexts).storeCode;
  const { shown, leftMs } = useRotating(load, onLoaded);
  if (!shown || leftMs <= 0) return <p role="status">{texts.lost}</p>;
  return (
    <figure className="mq-store-code">
      <h2>{shown.code.placeName}</h2>
      <QrPicture text={shown.code.scan} label={texts.title} />
      <figcaption>
        <strong className="mq-digits">{`${shown.code.typed.slice(0, 3)} ${shown.code.typed.slice(3)}`}</strong>
        <span className="mq-muted">{texts.expires(Math.ceil(leftMs / 1000))}</span>
      </figcaption>
    </figure>
  );
}

/** Counts by the server's clock, as far as the reply told it: the screen's own may be wrong. */
function useRotating(load: () => Promise<StoreCodeView>, onLoaded?: (code: StoreCodeView) => void) {
  const [shown, setShown] = useState<Shown>();
  const [nowMs, setNowMs] = useState(() => performance.now());
  const fetchCode = useCallback(async (): Promise<number> => {
    const code = await load().catch(() => undefined);
    if (!code) return RETRY_MS;
    setShown({ code, fetchedMs: performance.now() });
    onLoaded?.(code);
    return Math.max(RETRY_MS / 6, lifeOf(code));
  }, [load, onLoaded]);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const round = async (): Promise<void> => {
      const waitMs = await fetchCode();
      if (!stopped) timer = setTimeout(() => void round(), waitMs);
    };
    void round();
    const tick = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
      clearInterval(tick);
    };
  }, [fetchCode]);
  return { shown, leftMs: shown ? lifeOf(shown.code) - (nowMs - shown.fetchedMs) : 0 };
}

const lifeOf = ({ now, endsAt }: StoreCodeView): number => Date.parse(endsAt) - Date.parse(now);
