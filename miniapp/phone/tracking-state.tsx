import { Button } from 'antd-mobile';
import { goTo } from '../parts/hash.ts';
import { useCell } from '../parts/use-cell.ts';
import { useTexts } from '../texts/language.tsx';
import { useSession } from './session.ts';
import type { Queue } from './use-queue.ts';

/** Says at any time whether location is recorded and what still waits on the phone. */
export function TrackingState({ queue }: { queue: Queue }) {
  const all = useTexts();
  const texts = all.phone.today;
  const { sampler, sync } = useSession();
  const tracking = useCell(sampler.state);
  const { busy, fault } = useCell(sync.state);
  const located = useCell(sampler.fault);
  const { fixes, punches, photos } = queue.waiting;
  const waiting = fixes + punches + photos;
  const refused = Object.values(queue.refusals).reduce((sum, count) => sum + count, 0);
  return (
    <div className="mq-tracking" role="status">
      <p className={`mq-dot mq-dot-${tracking}`}>{texts.tracking[tracking]}</p>
      {located && <p className="mq-muted">{all.bridgeFault[located]}</p>}
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
      {waiting > 0 && fault !== undefined && !busy && <p className="mq-muted">{texts.fault}</p>}
    </div>
  );
}
