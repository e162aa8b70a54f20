import { Button, Toast } from 'antd-mobile';
import type { NonCompeteCaseView, OwnAgreement } from '../../server/contract/view-non-compete.ts';
import { askSure } from '../parts/ask-sure.ts';
import { describeFault } from '../parts/fault.ts';
import { toRead } from '../parts/to-read.ts';
import { useFormat } from '../parts/format.tsx';
import { yuanOf } from '../parts/money.ts';
import { Page } from '../phone/page.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { leaverApi } from './leaver-api.ts';
import { SayForm } from './say-form.tsx';

type Reload = { reload: () => Promise<void> };

/** The agreement as it binds both sides: terms, what was paid, what is watched, and the way out of the watching. */
export function AgreementScreen({
  agreement,
  cases,
  reload,
}: Reload & { agreement: OwnAgreement; cases: readonly NonCompeteCaseView[] }) {
  const texts = useTable(leaverTexts);
  return (
    <Page title={texts.agreements}>
      {cases
        .filter(({ agreementId }) => agreementId === agreement.id)
        .map((one) => (
          <CasePanel key={one.id} view={one} reload={reload} />
        ))}
      <Terms agreement={agreement} />
      <Money agreement={agreement} />
      <Watching agreement={agreement} reload={reload} />
    </Page>
  );
}

function Terms({ agreement }: { agreement: OwnAgreement }) {
  const texts = useTable(leaverTexts);
  const { termMonths, fromDay, toDay } = agreement;
  const bound = fromDay !== undefined && toDay !== undefined;
  return (
    <section className="mq-card">
      <h2>
        {texts.terms} · {agreement.agreementNo}
      </h2>
      <p>{bound ? texts.term(termMonths, fromDay, toDay) : texts.termPlain(termMonths)}</p>
      <h3>{texts.scope}</h3>
      <p>{agreement.scope}</p>
      <h3>{texts.area}</h3>
      <p>{agreement.area}</p>
      <h3>{texts.secrets}</h3>
      {agreement.secrets.map((one) => (
        <p key={one.name}>
          {one.name} <span className="mq-muted">{one.basis}</span>
        </p>
      ))}
    </section>
  );
}

function Money({ agreement }: { agreement: OwnAgreement }) {
  const texts = useTable(leaverTexts);
  const missed = agreement.dues.filter((due) => due.missed).length;
  return (
    <section className="mq-card">
      <h2>{texts.money}</h2>
      <p>{texts.monthly(yuanOf(agreement.monthlyFen), agreement.payDay)}</p>
      <p>{texts.paid(yuanOf(agreement.paidFen), yuanOf(agreement.dueFen))}</p>
      {missed > 0 && <p className="mq-overdue">{texts.missed(missed)}</p>}
      {agreement.payments.map((one) => (
        <p key={one.id} className="mq-muted">
          {one.paidDay} · {yuanOf(one.amountFen)}
        </p>
      ))}
    </section>
  );
}

function Watching({ agreement, reload }: Reload & { agreement: OwnAgreement }) {
  const format = useFormat();
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const { monitoring, authorisations } = agreement;
  const withdraw = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.withdrawHint,
      confirmText: texts.withdraw,
      cancelText: all.back,
    });
    if (!isSure) return;
    await leaverApi.withdraw(agreement.id).then(
      () => Toast.show({ icon: 'success', content: texts.withdrawDone }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await reload();
  };
  return (
    <section className="mq-card">
      <h2>{texts.monitoring}</h2>
      <p>
        <span className="mq-tag mq-tag-open">{texts.monitoringState[monitoring.state]}</span>{' '}
        {format.list(monitoring.sources.map((source) => texts.source[source]))}
      </p>
      {monitoring.stopReasons.map((reason) => (
        <p key={reason}>{texts.reason[reason]}</p>
      ))}
      <p className="mq-muted">{texts.neverLocation}</p>
      <h3>{texts.authorisation}</h3>
      {authorisations.map((one) => (
        <p key={one.id}>
          {one.withdrawnDay === undefined
            ? texts.authorisedUntil(one.toDay)
            : texts.withdrawnAt(one.withdrawnDay)}
        </p>
      ))}
      {authorisations.some((one) => one.withdrawnDay === undefined) && (
        <Button block color="primary" fill="outline" onClick={() => void withdraw()}>
          {texts.withdraw}
        </Button>
      )}
    </section>
  );
}

function CasePanel({ view, reload }: Reload & { view: NonCompeteCaseView }) {
  const texts = useTable(leaverTexts);
  const format = useFormat();
  const { answerDueAt, demand, explanation, objection, actions } = view;
  return (
    <>
      <section className="mq-card">
        <h2>{view.caseNo}</h2>
        <p>
          <span className="mq-tag mq-tag-open">{texts.ncState[view.state]}</span>{' '}
          {view.outcome && texts.ncOutcome[view.outcome]}
        </p>
        {view.employerName !== undefined && <p>{texts.found(view.employerName, view.month)}</p>}
        {actions.includes('explain') && answerDueAt !== undefined && (
          <p className="mq-due">{texts.answerBy(format.dateTime(answerDueAt))}</p>
        )}
        {demand && <p className="mq-due">{texts.demandBy(demand.deadlineDay)}</p>}
        {demand && <p>{demand.reason}</p>}
        {explanation && <p>{format.named(texts.yourAnswer, explanation.text)}</p>}
        {objection && <p>{format.named(texts.objected, objection.text)}</p>}
      </section>
      {actions.includes('explain') && (
        <SayForm
          what="answer"
          title={texts.yourAnswer}
          hint={texts.silence}
          label={texts.answerText}
          button={texts.answerSend}
          done={texts.answered}
          min={1}
          onSend={(id, text) => leaverApi.answer(view.id, 'explain', { id, text })}
          onDone={reload}
        />
      )}
      {actions.includes('object') && (
        <SayForm
          what="objection"
          title={texts.object}
          label={texts.objectText}
          button={texts.object}
          done={texts.answered}
          min={1}
          onSend={(id, text) => leaverApi.answer(view.id, 'object', { id, text })}
          onDone={reload}
        />
      )}
    </>
  );
}
