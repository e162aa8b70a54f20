import { lazy, Suspense, useEffect } from 'react';
import type { PunchReason } from '../../../server/contract/ingest.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { Button, CheckCircleFill, ClockCircleFill } from '../../parts/kit.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { phoneSpaceTexts } from '../../texts/screens/phone-space.ts';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import type { Confirmation } from '../../texts/zh/phone.ts';
import { Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import { confirmationOf } from './confirmer.ts';
import { outcomeOf, type Known, type Outcome } from './punch-outcome.ts';
import { mayLocate } from './take-punch.ts';

/** Rarely needed, and only where the server has answered. */
export const loadOvertimeForm = () => import('./overtime-form.tsx');
const OvertimeForm = lazy(async () => ({ default: (await loadOvertimeForm()).OvertimeForm }));

/** What became of one punch: kept on the phone, confirmed, or waiting for a person and why. */
export function PunchResult({ param: id }: ScreenProps) {
  const session = useSession();
  const { outbox, me, today, sync } = session;
  const texts = useTexts();
  const space = useTable(phoneSpaceTexts);
  const format = useFormat();
  const change = useCell(outbox.changes);
  const { busy } = useCell(sync.state);
  const view = useCell(today)?.punches.find((punch) => punch.id === id);
  const { data, reload } = useLoad(async (): Promise<Known> => {
    const rows = await outbox.punches(me.personId);
    const answered = await outbox.answeredPunches(me.personId);
    return {
      queued: rows.find((row) => row.id === id),
      receipt: answered.find((row) => row.id === id)?.receipt,
      answeredAtMs: answered.find((row) => row.id === id)?.punch.capturedAtMs,
      kind: [...rows, ...answered].find((row) => row.id === id)?.punch.kind,
      isUnkept: outbox.isUnkept(id),
      held: outbox.isHeld(id) ? ((await mayLocate(session)) ? 'locating' : 'saving') : undefined,
    };
  }, id);
  useEffect(() => void reload(), [change, reload]);
  const kind = view?.kind ?? data?.kind ?? 'in';
  const by = confirmationOf(me, texts, view?.placeName ?? me.storeName);
  const outcome = data && outcomeOf({ ...data, view }, busy, { ...texts, space, by });
  return (
    <Page title={texts.phone.checkin.title}>
      <div role="status">
        {outcome && (
          <section className={`mq-card mq-result mq-result-${outcome.tone}`}>
            {outcome.tone === 'good' ? <CheckCircleFill aria-hidden /> : <ClockCircleFill aria-hidden />}
            <h2>{outcome.title}</h2>
            {outcome.at !== undefined && <p>{texts.phone.checkin.at(format.dateTime(outcome.at))}</p>}
            {view?.arrivedAt && (
              <p className="mq-muted">{texts.phone.arrived(format.timeBeside(view.arrivedAt, view.at))}</p>
            )}
            {outcome.hint && <p className="mq-muted">{outcome.hint}</p>}
          </section>
        )}
      </div>
      {outcome && outcome.reasons.length > 0 && <Reasons reasons={outcome.reasons} by={by} />}
      {outcome?.isWaiting && (
        <NextSteps
          id={id}
          outcome={outcome}
          kind={kind}
          hasStore={(view?.placeName ?? me.storeName) !== undefined}
        />
      )}
      <div className="mq-foot">
        <Button block color="primary" fill="outline" size="large" onClick={() => goTo('/')}>
          {texts.phone.checkin.back}
        </Button>
      </div>
    </Page>
  );
}

const PROVABLE: ReadonlySet<PunchReason> = new Set([
  'no_location_consent',
  'no_location',
  'poor_accuracy',
  'too_far',
]);

/** What the person can do at once: prove the place by the store's code, or say that it was overtime. */
function NextSteps({
  id,
  outcome,
  kind,
  hasStore,
}: {
  id: string;
  outcome: Outcome;
  kind: 'in' | 'out';
  hasStore: boolean;
}) {
  const { scan } = useTable(shiftDayTexts);
  const { reasons, at } = outcome;
  return (
    <>
      {hasStore && reasons.some((reason) => PROVABLE.has(reason)) && (
        <div className="mq-foot">
          <Button block color="primary" size="large" onClick={() => goTo(`/scan/punch/${id}`)}>
            {scan.title}
          </Button>
        </div>
      )}
      {reasons.includes('off_hours') && at !== undefined && (
        <Suspense fallback={<Waiting />}>
          <OvertimeForm punchId={id} kind={kind} atMs={+new Date(at)} />
        </Suspense>
      )}
    </>
  );
}

function Reasons({ reasons, by }: { reasons: readonly PunchReason[]; by: Confirmation }) {
  const texts = useTexts().phone;
  return (
    <section className="mq-card">
      <h2>{texts.checkin.why}</h2>
      <ul className="mq-reasons">
        {reasons.map((reason) => (
          <li key={reason}>
            <strong>{texts.punchReason[reason].what}</strong>
            <p>{texts.punchReason[reason].next(by)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
