import { useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { Button } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { isInWindow } from '../../track/sampler.ts';
import { useSession } from '../session.ts';
import { tell } from '../tell.ts';
import { useOwnTime } from './use-own-time.ts';

/** Work sessions where no shift is planned, and 小休: one tap each, also without a network. */
export function OwnTimeCard() {
  const texts = useTable(shiftDayTexts);
  const format = useFormat();
  const session = useSession();
  const view = useCell(session.today);
  const own = useOwnTime();
  const [act, busy] = useTelling();
  if (!view || !own) return null;
  const { session: window } = view;
  const nowMs = session.clock.nowMs() + (serverOffsetMs() ?? 0);
  const mayRest = own.isResting || isInWindow(own.windows, nowMs);
  if (!window && !mayRest) return null;
  const isAtWork = own.sessionSince !== undefined;
  return (
    <section className="mq-card mq-own-time">
      {window && (
        <p className="mq-muted">
          {own.sessionSince
            ? texts.session.running(format.time(own.sessionSince), format.time(window.untilAt))
            : texts.session.window(format.time(window.fromAt), format.time(window.untilAt))}
        </p>
      )}
      {own.isResting && (
        <p>
          <strong>{texts.rest.running}</strong> <span className="mq-muted">{texts.rest.hint}</span>
        </p>
      )}
      <div className="mq-two">
        {window && (
          <Button
            block
            color={isAtWork ? 'default' : 'primary'}
            disabled={busy}
            onClick={() => void act(isAtWork ? 'session_end' : 'session_start')}
          >
            {isAtWork ? texts.session.end : texts.session.start}
          </Button>
        )}
        {mayRest && (
          <Button
            block
            color={own.isResting ? 'primary' : 'default'}
            disabled={busy}
            onClick={() => void act(own.isResting ? 'rest_end' : 'rest_start')}
          >
            {own.isResting ? texts.rest.end : texts.rest.start}
          </Button>
        )}
      </div>
    </section>
  );
}

type Kind = 'session_start' | 'session_end' | 'rest_start' | 'rest_end';

/** Says it, and shows why when the server did not take it. */
function useTelling(): [(kind: Kind) => Promise<void>, boolean] {
  const all = useTexts();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const act = async (kind: Kind): Promise<void> => {
    setBusy(true);
    const receipt = await tell(session, { kind });
    if (receipt?.status === 'rejected')
      showToast({ content: all.phone.refusal[`signal_${receipt.code}`] ?? all.failed });
    setBusy(false);
  };
  return [act, busy];
}
