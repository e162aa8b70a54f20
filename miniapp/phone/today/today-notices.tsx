import type { ReactNode } from 'react';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { useTexts } from '../../texts/language.tsx';
import { confirmationOf } from '../checkin/confirmer.ts';
import { useSession } from '../session.ts';
import { AlertsNotice } from './alerts-notice.tsx';

/** What waits for the person, offered after the punch and never in front of it. */
export function TodayNotices() {
  const all = useTexts();
  const texts = all.phone.today;
  const format = useFormat();
  const { me, today, consents } = useSession();
  const view = useCell(today);
  const rows = useCell(consents)?.consents ?? [];
  const isUnasked = rows.some(({ state }) => state === 'unasked' || state === 'outdated');
  const isFirst = rows.length > 0 && rows.every(({ state }) => state === 'unasked');
  if (!view) return null;
  return (
    <div className="mq-notices">
      {view.waiting.map(({ caseId, caseNo, dueAt }) => (
        <Notice key={caseId} tone="urgent" title={texts.waitingTitle} to={`/cases/${caseId}`}>
          {dueAt === undefined
            ? texts.waitingOpen
            : (isPast(dueAt, view.serverTime) ? texts.waitingLate : texts.waitingUntil)(
                format.dateTime(dueAt),
              )}{' '}
          · {caseNo}
        </Notice>
      ))}
      {view.appealable?.map(({ caseId, caseNo, untilAt }) => (
        <Notice
          key={caseId}
          tone="urgent"
          title={texts.appealTitle}
          to={`/cases/${caseId}/appeal`}
          open={texts.appealOpen}
        >
          {untilAt !== undefined &&
            (isPast(untilAt, view.serverTime) ? texts.appealLate : texts.appealUntil)(
              format.dateTime(untilAt),
            )}{' '}
          · {caseNo}
        </Notice>
      ))}
      {me.roles.includes('area_manager') && <AlertsNotice />}
      {view.toConfirm > 0 && <Notice tone="task" title={texts.toConfirm(view.toConfirm)} to="/to-confirm" />}
      {isUnasked && (
        <Notice
          tone="offer"
          title={isFirst ? texts.consentCard : texts.consentMore}
          to={isFirst ? '/welcome' : '/consents'}
        >
          {isFirst ? texts.consentCardHint(confirmationOf(me, all).who) : texts.consentMoreHint}
        </Notice>
      )}
      {!view.policyAcknowledged && (
        <Notice tone="offer" title={texts.policyCard} to="/policy">
          {texts.policyCardHint}
        </Notice>
      )}
      {view.quizDueAt && (
        <Notice tone="offer" title={texts.quizCard} to="/quiz">
          {texts.quizCardHint(format.dateTime(view.quizDueAt))}
        </Notice>
      )}
    </div>
  );
}

const isPast = (at: string, now: string): boolean => Date.parse(at) < Date.parse(now);

type NoticeProps = {
  tone: 'urgent' | 'task' | 'offer';
  title: string;
  to: string;
  /** What the tap does, where it is more than a look. */
  open?: string;
  children?: ReactNode;
};

function Notice({ tone, title, to, open, children }: NoticeProps) {
  const texts = useTexts().phone.today;
  return (
    <button type="button" className={`mq-notice mq-notice-${tone}`} onClick={() => goTo(to)}>
      <span className="mq-grow">
        <strong>{title}</strong>
        {children && <span className="mq-muted">{children}</span>}
      </span>
      <span className="mq-notice-open" aria-hidden>
        {open ?? texts.open} ›
      </span>
    </button>
  );
}
