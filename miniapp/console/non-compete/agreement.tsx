import type { MeView } from '../../../server/contract/views.ts';
import type { AgreementView } from '../../../server/contract/view-non-compete.ts';
import { yuanOf } from '../../parts/money.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { AgreementActions } from './agreement-actions.tsx';
import { deskApi } from '../desk-api.ts';
import { EmployerRecords } from './employer-records.tsx';
import { Failed } from '../parts/failed.tsx';
import { NonCompeteCases } from './non-compete-cases.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';

export type AgreementProps = {
  view: AgreementView;
  act: (work: () => Promise<unknown>) => Promise<void>;
};

/** One agreement: terms, money and ground on the left, what may be done on the right. */
export function AgreementPage({ id, me }: { id: string; me: MeView }) {
  const format = useFormat();
  const texts = useTable(consoleNonCompeteTexts);
  const loaded = useLoad(() => deskApi.agreement(id), id);
  const act = useAct(loaded.reload);
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>
          {view.agreementNo} <span>{view.personName}</span>
        </h1>
        <p>
          <Tag tone={view.monitoring.state === 'running' ? 'granted' : 'soon'}>
            {texts.monitoring[view.monitoring.state]}
          </Tag>
          {view.monitoring.sources.map((source) => (
            <Tag key={source}>{texts.source[source]}</Tag>
          ))}
          {format.clauses(view.monitoring.stopReasons.map((reason) => texts.reason[reason]))}
          <a href={`#/leavers/${encodeURIComponent(view.employeeNo)}`}>{texts.leaver}</a>
        </p>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <div className="mq-columns">
        <div className="mq-column">
          <NonCompeteCases view={view} act={act} />
          <Eligibility view={view} />
          <Terms view={view} />
          <Money view={view} />
          <EmployerRecords view={view} act={act} />
        </div>
        <div className="mq-column">
          <AgreementActions view={view} act={act} me={me} />
        </div>
      </div>
    </>
  );
}

function Eligibility({ view }: { view: AgreementView }) {
  const texts = useTable(consoleNonCompeteTexts);
  return (
    <Panel title={texts.eligibility}>
      {view.eligibility.map(({ source, reasons }) => (
        <div key={source}>
          <p>
            <strong>{texts.source[source]}</strong>{' '}
            <Tag tone={reasons.length === 0 ? 'granted' : 'soon'}>
              {reasons.length === 0 ? texts.eligible : reasons.length}
            </Tag>
          </p>
          <ul className="mq-evidence">
            {reasons.map((reason) => (
              <li key={reason.code}>
                {texts.reason[reason.code]} <span className="mq-muted">{reason.source}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}

function Terms({ view }: { view: AgreementView }) {
  const texts = useTable(consoleNonCompeteTexts);
  const { named } = useFormat();
  const { fromDay, toDay, review } = view;
  const rows = [
    [texts.role, texts.roleClass[view.roleClass]],
    [texts.signed, view.signedDay],
    [texts.ended, view.endedDay],
    [
      texts.columns.bound,
      fromDay !== undefined && toDay !== undefined ? texts.bound(fromDay, toDay) : undefined,
    ],
    [texts.scope, view.scope],
    [texts.area, view.area],
    [texts.review, review ? named(texts.reviewResult[review.result], review.note) : texts.notReviewed],
  ] as const;
  return (
    <Panel title={texts.terms}>
      {rows.map(([label, value]) =>
        value === undefined ? null : (
          <p key={label}>
            <span className="mq-muted">{label}</span> {value}
          </p>
        ),
      )}
      {view.secrets.map((one) => (
        <p key={one.name}>
          <span className="mq-muted">{texts.secretKind[one.kind]}</span> {one.name}{' '}
          <span className="mq-muted">{one.basis}</span>
        </p>
      ))}
    </Panel>
  );
}

function Money({ view }: { view: AgreementView }) {
  const texts = useTable(consoleNonCompeteTexts);
  return (
    <Panel title={texts.money} extra={texts.floor(yuanOf(view.floorFen))}>
      <p>
        {texts.monthly} {yuanOf(view.monthlyFen)} · {texts.account(yuanOf(view.paidFen), yuanOf(view.dueFen))}
      </p>
      {view.dues
        .filter(({ missed }) => missed)
        .map((due) => (
          <p key={due.dueDay} className="mq-clock-overdue">
            {texts.missed(due.dueDay)}
          </p>
        ))}
      {view.payments.map((one) => (
        <p key={one.id} className="mq-muted">
          {one.paidDay} · {texts.yuan(yuanOf(one.amountFen))} · {one.reference}
        </p>
      ))}
      <h3>{texts.authorisations}</h3>
      {view.authorisations.length === 0 && <p className="mq-muted">{texts.noAuthorisation}</p>}
      {view.authorisations.map((one) => (
        <p key={one.id}>
          {one.signedDay} ·{' '}
          {one.withdrawnDay === undefined ? texts.until(one.toDay) : texts.withdrawn(one.withdrawnDay)}
        </p>
      ))}
    </Panel>
  );
}
