import { lazy, Suspense, useEffect } from 'react';
import type { PunchReason, ItemReceipt } from '../../../server/contract/ingest.ts';
import type { PunchView } from '../../../server/contract/views.ts';
import { serverOffsetMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { Button, CheckCircleFill, ClockCircleFill } from '../../parts/kit.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { phoneSpaceTexts } from '../../texts/screens/phone-space.ts';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import type { Texts } from '../../texts/zh.ts';
import type { QueuedPunch } from '../../track/database.ts';
import { Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import { mayLocate } from './take-punch.ts';

type Known = {
  queued?: QueuedPunch | undefined;
  /** This page still looks for the place, or only waits for the phone's storage. */
  held?: 'locating' | 'saving' | undefined;
  /** The phone's storage did not take it. */
  isUnkept?: boolean;
  kind?: 'in' | 'out' | undefined;
  receipt?: ItemReceipt | undefined;
  view?: PunchView | undefined;
};
type Outcome = {
  tone: 'good' | 'wait';
  title: string;
  hint?: string;
  at?: string | number;
  reasons: readonly PunchReason[];
  /** The server has it and a person would have to confirm it. */
  isWaiting?: boolean;
};

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
      kind: [...rows, ...answered].find((row) => row.id === id)?.punch.kind,
      isUnkept: outbox.isUnkept(id),
      held: outbox.isHeld(id) ? ((await mayLocate(session)) ? 'locating' : 'saving') : undefined,
    };
  }, id);
  useEffect(() => void reload(), [change, reload]);
  const kind = view?.kind ?? data?.kind ?? 'in';
  const outcome = data && outcomeOf({ ...data, view }, busy, { ...texts, space });
  return (
    <Page title={texts.phone.checkin.title}>
      {outcome && (
        <section className={`mq-card mq-result mq-result-${outcome.tone}`} role="status">
          {outcome.tone === 'good' ? <CheckCircleFill aria-hidden /> : <ClockCircleFill aria-hidden />}
          <h2>{outcome.title}</h2>
          {outcome.at !== undefined && <p>{texts.phone.checkin.at(format.dateTime(outcome.at))}</p>}
          {outcome.hint && <p className="mq-muted">{outcome.hint}</p>}
        </section>
      )}
      {outcome && outcome.reasons.length > 0 && <Reasons reasons={outcome.reasons} />}
      {outcome?.isWaiting && <NextSteps id={id} outcome={outcome} kind={kind} />}
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
function NextSteps({ id, outcome, kind }: { id: string; outcome: Outcome; kind: 'in' | 'out' }) {
  const { scan } = useTable(shiftDayTexts);
  const { reasons, at } = outcome;
  return (
    <>
      {reasons.some((reason) => PROVABLE.has(reason)) && (
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

function Reasons({ reasons }: { reasons: readonly PunchReason[] }) {
  const texts = useTexts().phone;
  return (
    <section className="mq-card">
      <h2>{texts.checkin.why}</h2>
      <ul className="mq-reasons">
        {reasons.map((reason) => (
          <li key={reason}>
            <strong>{texts.punchReason[reason].what}</strong>
            <p>{texts.punchReason[reason].next}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Nothing where neither the phone nor the server knows of the punch: it may be somebody else's. */
function outcomeOf(
  { queued, held, isUnkept, receipt, view }: Known,
  busy: boolean,
  { phone: { checkin }, space }: Texts & { space: { unkept: string; unkeptTitle: string } },
): Outcome | undefined {
  if (queued) {
    const at = queued.punch.capturedAtMs + (serverOffsetMs() ?? 0);
    if (held === 'locating') return { tone: 'wait', title: checkin.locating, at, reasons: [] };
    if (held || busy) return { tone: 'wait', title: checkin.saving, at, reasons: [] };
    if (isUnkept) return { tone: 'wait', title: space.unkeptTitle, hint: space.unkept, at, reasons: [] };
    return { tone: 'wait', title: checkin.saved, hint: checkin.savedHint, at, reasons: [] };
  }
  const judged = view ?? receipt?.punch;
  if (judged) return judgedOutcome(judged, checkin);
  if (receipt?.status === 'conflict') return { tone: 'wait', title: checkin.conflict, reasons: [] };
  if (receipt?.status === 'rejected') {
    return {
      tone: 'wait',
      title: checkin.rejected,
      ...(receipt.reason ? { hint: receipt.reason } : {}),
      reasons: [],
    };
  }
  return receipt && { tone: 'good', title: checkin.done, reasons: [] };
}

type Judged = Pick<PunchView, 'status' | 'reasons' | 'at'>;

function judgedOutcome({ status, reasons, at }: Judged, checkin: Texts['phone']['checkin']): Outcome {
  if (status === 'confirmed') return { tone: 'good', title: checkin.done, at, reasons: [] };
  if (status === 'declined') return { tone: 'wait', title: checkin.declined, at, reasons };
  return { tone: 'wait', title: checkin.needs, at, reasons, isWaiting: true };
}
