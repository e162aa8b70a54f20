import { goTo } from '../../parts/hash.ts';
import { Button, ProgressBar } from '../../parts/kit.ts';
import { useCell } from '../../parts/use-cell.ts';
import type { Queue } from '../../track/queue.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { phoneSpaceTexts } from '../../texts/screens/phone-space.ts';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { ScreenOn } from './screen-on.tsx';
import { useSession } from '../session.ts';

/** Why positions are not taken to protect the person: nothing that the person need look after. */
const PROTECTING: ReadonlySet<string> = new Set([
  'no_shift',
  'on_break',
  'on_leave',
  'off_hours',
  'no_consent',
  'erased',
]);

/** Says at any time whether location is recorded and what still waits on the phone. */
export function TrackingState({ queue }: { queue: Queue }) {
  const all = useTexts();
  const texts = all.phone.today;
  const { sampler, sync, outbox } = useSession();
  const tracking = useCell(sampler.state);
  const { busy, fault, progress } = useCell(sync.state);
  const room = useCell(outbox.space);
  const more = useTable(shiftDayTexts);
  const space = useTable(phoneSpaceTexts);
  const located = useCell(sampler.fault);
  const { fixes, punches, photos, signals } = queue.waiting;
  const waiting = fixes + punches + photos + signals;
  const refused = Object.entries(queue.refusals).reduce(
    (sum, [code, count]) => (PROTECTING.has(code) ? sum : sum + count),
    0,
  );
  return (
    <div className="mq-tracking">
      <div role="status">
        <p className={`mq-dot mq-dot-${tracking}`}>{texts.tracking[tracking]}</p>
        {located && <p className="mq-muted">{all.bridgeFault[located]}</p>}
      </div>
      {/* The count changes with every position: what is said aloud is whether anything waits. */}
      <p className="mq-hidden" role="status">
        {waiting === 0 ? texts.noneQueued : fault !== undefined && !busy ? texts.fault : texts.someQueued}
      </p>
      <p className="mq-sync">
        <span>{waiting === 0 ? texts.synced : busy ? texts.syncing : texts.queued(waiting)}</span>
        {waiting > 0 && !busy && (
          <Button size="mini" fill="none" color="primary" onClick={() => void sync.flush({ urgent: true })}>
            {texts.syncNow}
          </Button>
        )}
        {refused > 0 && (
          <Button size="mini" fill="none" color="warning" onClick={() => goTo('/my/refused')}>
            {texts.refused(refused)}
          </Button>
        )}
      </p>
      {busy && progress && (
        <ProgressBar
          percent={Math.round((100 * progress.sent) / Math.max(1, progress.total))}
          aria-label={more.progress(progress.sent, progress.total)}
        />
      )}
      {busy && progress && <p className="mq-muted">{more.progress(progress.sent, progress.total)}</p>}
      <div role="alert">{room !== 'enough' && <p>{space[room]}</p>}</div>
      {tracking === 'recording' && <ScreenOn />}
      {waiting > 0 && fault !== undefined && !busy && <p className="mq-muted">{texts.fault}</p>}
    </div>
  );
}
