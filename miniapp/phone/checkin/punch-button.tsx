import { useEffect, useState } from 'react';
import { goTo } from '../../parts/hash.ts';
import { Button, CameraOutline } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTexts } from '../../texts/language.tsx';
import { serverNowMs, serverOffsetMs } from '../../api.ts';
import { useSession } from '../session.ts';
import { takePunch } from './take-punch.ts';

/** How long the server's time is waited for, how often one looks whether it is there, and how often it is shown anew. */
const WAIT_MS = 3_000;
const ASK_MS = 100;
const SHOWN_MS = 5_000;
const other = { in: 'out', out: 'in' } as const;

/** One tap is the punch. The other direction and the photo are one tap further. */
export function PunchButton({ next }: { next: 'in' | 'out' }) {
  const session = useSession();
  const all = useTexts();
  const texts = all.phone.today;
  const format = useFormat();
  const nowMs = useServerTime();
  const [busy, setBusy] = useState(false);
  const names = { in: texts.punchIn, out: texts.punchOut };
  const punch = async (kind: 'in' | 'out'): Promise<void> => {
    setBusy(true);
    await takePunch(session, { kind }).then(
      ({ id }) => goTo(`/punches/${id}`),
      () => showToast({ icon: 'fail', content: all.failed }),
    );
    setBusy(false);
  };
  return (
    <div className="mq-punch">
      <button
        type="button"
        className={`mq-round mq-round-${next}`}
        disabled={busy}
        onClick={() => void punch(next)}
      >
        <span className="mq-round-name">{names[next]}</span>
        <span className="mq-round-time" aria-hidden>
          {nowMs === undefined ? '\u00a0' : format.time(nowMs)}
        </span>
      </button>
      <p className="mq-muted">{texts.tapHint}</p>
      <div className="mq-punch-more">
        <Button size="small" shape="rounded" onClick={() => goTo(`/checkin/${next}`)}>
          <CameraOutline aria-hidden /> {texts.withPhoto}
        </Button>
        <Button size="small" shape="rounded" disabled={busy} onClick={() => void punch(other[next])}>
          {names[other[next]]}
        </Button>
      </div>
    </div>
  );
}

/** The server's time, ms; a phone whose first replies do not come shows its own rather than none. */
function useServerTime(): number | undefined {
  const [startMs] = useState(() => performance.now());
  const read = (): number | undefined =>
    serverOffsetMs() === undefined && performance.now() - startMs < WAIT_MS ? undefined : serverNowMs();
  const [nowMs, setNowMs] = useState(read);
  const isKnown = nowMs !== undefined;
  useEffect(() => {
    const timer = setInterval(() => setNowMs(read()), isKnown ? SHOWN_MS : ASK_MS);
    return () => clearInterval(timer);
  }, [isKnown]);
  return nowMs;
}
