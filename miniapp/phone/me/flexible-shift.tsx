import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { FlexibleView } from '../../../server/contract/flexible.ts';
import { myApi } from '../../my-api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { hoursText } from '../../parts/hours-text.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { Answers } from '../case/answers.tsx';
import { dayIn } from '../company-day.ts';
import { dayAfter } from '../day/month.ts';
import { draftsOf } from '../drafts.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import { draftAgain, keptOf } from './flexible-draft.ts';
import '../records.css';

/** One request: what was asked for, who is asked, what was answered, and the way to take it back. */
export function FlexibleShiftScreen({ param: id }: ScreenProps) {
  const texts = useTable(flexibleTexts);
  const loaded = useLoad(() => myApi.flexibleShift(id), id);
  return (
    <Page title={texts.title}>
      <Content loaded={loaded}>
        {(view) => (
          <>
            <Facts view={view} />
            <Answers answers={view.answers} />
            <Steps view={view} reload={loaded.reload} />
          </>
        )}
      </Content>
    </Page>
  );
}

function Facts({ view }: { view: FlexibleView }) {
  const texts = useTable(flexibleTexts);
  const { words } = useTexts();
  const format = useFormat();
  const { fromDay, toDay, status, reason } = view;
  const weekdays = texts.weekly(view.weekdays.map((day) => words.weekday[day - 1]).join(' '));
  const period =
    fromDay === toDay
      ? format.calendarDay(fromDay)
      : `${weekdays} · ${format.calendarDay(fromDay)} – ${format.calendarDay(toDay)}`;
  const rows = [
    [texts.detail.when, hoursText(view, texts.preview.nextDay)],
    [texts.detail.period, period],
    [texts.detail.lastDay, status === 'ended' ? format.calendarDay(view.lastDay) : undefined],
    [texts.detail.reason, reason && texts.reasons[reason]],
    [texts.detail.note, view.note],
    [texts.detail.comment, view.comment],
  ] as const;
  return (
    <section className="mq-card mq-plain">
      <h2>{view.isOver ? texts.over : texts.status[status]}</h2>
      {view.step && <p>{texts.step[view.step]}</p>}
      {view.dueAt && <p className="mq-due">{texts.due(format.dateTime(view.dueAt))}</p>}
      <dl>
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {view.endReason && <p className="mq-note">{texts.detail.endReason(view.endReason)}</p>}
      {status === 'approved' && <p className="mq-note">{texts.feishu}</p>}
    </section>
  );
}

/** A refusal is no end: what was asked for stands in the form again, to be changed. */
function Again({ view }: { view: FlexibleView }) {
  const { detail } = useTable(flexibleTexts);
  const session = useSession();
  const again = async (): Promise<void> => {
    const draft = draftAgain(view, dayAfter(dayIn(session.me.timeZone), 1));
    await draftsOf(session)
      .keep('flexible', { id: uuidv7(), ...keptOf(draft) })
      .catch(() => undefined);
    goTo('/flexible-shifts/new');
  };
  return (
    <div className="mq-foot">
      <Button block color="primary" fill="outline" onClick={() => void again()}>
        {detail.again}
      </Button>
    </div>
  );
}

function Steps({ view, reload }: { view: FlexibleView; reload: () => Promise<void> }) {
  const { detail } = useTable(flexibleTexts);
  const all = useTexts();
  const [busy, setBusy] = useState(false);
  const step = view.actions.includes('withdraw') ? 'withdraw' : 'stop';
  if (['rejected', 'withdrawn'].includes(view.status)) return <Again view={view} />;
  if (!view.actions.includes(step)) return null;
  const words =
    step === 'withdraw'
      ? { button: detail.withdraw, ask: detail.withdrawAsk, done: detail.withdrawn }
      : { button: detail.stop, ask: detail.stopAsk, done: detail.stopped };
  const take = async (): Promise<void> => {
    const sure = { content: words.ask, confirmText: words.button, cancelText: all.back };
    if (!(await askSure(sure))) return;
    setBusy(true);
    await myApi.stepFlexible(view.id, step, view.version).then(
      () => Toast.show({ content: words.done }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await reload();
    setBusy(false);
  };
  return (
    <div className="mq-foot">
      <Button block loading={busy} onClick={() => void take()}>
        {words.button}
      </Button>
    </div>
  );
}
