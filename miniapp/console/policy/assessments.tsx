import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { AssessmentBody, AssessmentList, AssessmentView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { useTable } from '../../texts/language.tsx';
import { Note } from '../parts/action-panel.tsx';
import { AssessmentForm } from './assessment-form.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { useDetectorName } from './detector-switches.tsx';
import { useSave } from '../parts/use-save.ts';

const REASON_MIN = 10;
type Reload = () => Promise<void>;

/** The impact assessments that let rules run. */
export function AssessmentPage() {
  const loaded = useLoad(() => api.assessments(), 'assessments');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  return <Assessments list={loaded.data} reload={loaded.reload} />;
}

function Assessments({ list, reload }: { list: AssessmentList; reload: Reload }) {
  const { assessments: texts } = useTable(consoleRegisterTexts);
  const format = useFormat();
  const [edited, setEdited] = useState<AssessmentView | 'new'>();
  const act = useSave(reload, { ...texts.names, residualRisk: texts.risk, detectors: texts.detectors });
  const save = async (body: AssessmentBody): Promise<void> => {
    const work = () =>
      edited === undefined || edited === 'new'
        ? api.draftAssessment(body)
        : api.changeAssessment(edited.id, { ...body, version: edited.version });
    if (await act(work)) setEdited(undefined);
  };
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
        <p>
          <Button size="small" onClick={() => setEdited('new')}>
            {texts.add}
          </Button>
        </p>
      </header>
      <div className="mq-column">
        {edited && (
          <AssessmentForm
            key={edited === 'new' ? 'new' : edited.id}
            heading={edited === 'new' ? texts.add : format.named(texts.change, edited.body.title)}
            start={edited === 'new' ? list.template : edited.body}
            all={list.template.detectors}
            onSave={save}
            onCancel={() => setEdited(undefined)}
          />
        )}
        {list.assessments.map((view) => (
          <Assessment key={view.id} view={view} reload={reload} onChange={() => setEdited(view)} />
        ))}
      </div>
    </>
  );
}

function Assessment({
  view,
  reload,
  onChange,
}: {
  view: AssessmentView;
  reload: Reload;
  onChange: () => void;
}) {
  const { assessments: texts } = useTable(consoleRegisterTexts);
  const format = useFormat();
  const nameOf = useDetectorName();
  const { body, status, isCurrent, actions, reopenedWhy } = view;
  const isOverdue = status === 'approved' && !isCurrent;
  return (
    <Panel title={body.title} extra={texts.review(body.reviewDay)}>
      <p>
        <Tag tone={isCurrent ? 'granted' : 'soon'}>{texts.status[status]}</Tag>{' '}
        {isOverdue && <Tag tone="overdue">{texts.overdue}</Tag>}{' '}
        <Tag>
          {texts.risk} · {texts.risks[body.residualRisk]}
        </Tag>{' '}
        <span className="mq-muted">
          {texts.conducted(view.conductedBy)}
          {view.approvedAt && ` · ${texts.approved(view.approvedBy ?? '', format.dateTime(view.approvedAt))}`}
          {` · ${texts.kept(view.keptUntilDay)}`}
        </span>
      </p>
      {reopenedWhy.length > 0 && (
        <p>
          {texts.why} <code>{reopenedWhy.join(', ')}</code>
        </p>
      )}
      <p className="mq-muted">
        {texts.detectors}: {format.list(body.detectors.map(nameOf))}
      </p>
      {(['processing', 'lawfulness', 'impact', 'measures'] as const).map((name) => (
        <details key={name}>
          <summary>{texts.names[name]}</summary>
          <p className="mq-pre">{body[name]}</p>
        </details>
      ))}
      <Actions view={view} actions={actions} reload={reload} onChange={onChange} />
    </Panel>
  );
}

type ActionsProps = {
  view: AssessmentView;
  actions: AssessmentView['actions'];
  reload: Reload;
  onChange: () => void;
};

function Actions({ view: { id, version }, actions, reload, onChange }: ActionsProps) {
  const { assessments: texts } = useTable(consoleRegisterTexts);
  const [reason, setReason] = useState<string>();
  const act = useSave(reload);
  const reopen = (): void =>
    void act(() => api.reopenAssessment(id, { version, reason: (reason ?? '').trim() }));
  return (
    <>
      <div className="mq-reason-foot">
        {actions.includes('change') && (
          <Button size="small" onClick={onChange}>
            {texts.change}
          </Button>
        )}
        {actions.includes('approve') && (
          <Button
            size="small"
            color="primary"
            onClick={() => void act(() => api.approveAssessment(id, { version }))}
          >
            {texts.approve}
          </Button>
        )}
        {actions.includes('reopen') && reason === undefined && (
          <Button size="small" onClick={() => setReason('')}>
            {texts.reopen}
          </Button>
        )}
      </div>
      {reason !== undefined && (
        <div className="mq-action">
          <Note label={texts.reopenReason} value={reason} max={500} rows={2} onChange={setReason} />
          <Button size="small" disabled={reason.trim().length < REASON_MIN} onClick={reopen}>
            {texts.reopen}
          </Button>
        </div>
      )}
    </>
  );
}
