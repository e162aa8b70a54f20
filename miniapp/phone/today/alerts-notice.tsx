import { useEffect, useRef } from 'react';
import { api } from '../../api.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTexts } from '../../texts/language.tsx';
import { useSession } from '../session.ts';

/** To a region's manager: how many alerts wait for their answer, and the way there; of nobody by name. */
export function AlertsNotice() {
  const { phone } = useTexts();
  const { me, today } = useSession();
  const { data, look } = useLoad(api.waiting, me.personId);
  const plan = useCell(today);
  // As fresh as the day's plan, which is asked for while the page is in use.
  const known = useRef(plan);
  useEffect(() => {
    if (known.current !== plan) void look();
    known.current = plan;
  }, [plan, look]);
  const count = data?.waiting.find(({ kind }) => kind === 'alerts')?.count ?? 0;
  if (count === 0) return null;
  const [first] = data?.alerts ?? [];
  const path = count === 1 && first ? `alerts/${first.id}` : '';
  return (
    <a className="mq-notice mq-notice-task" href={`/console/#/${path}`}>
      <span className="mq-grow">
        <strong>{phone.today.alertsToAnswer(count)}</strong>
        <span className="mq-muted">{phone.today.alertsHint}</span>
      </span>
      <span className="mq-notice-open" aria-hidden>
        {phone.today.open} ›
      </span>
    </a>
  );
}
