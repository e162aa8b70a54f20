import { lazy, Suspense } from 'react';
import type { CaseView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { CaseHistory } from '../../parts/case-history.tsx';
import { Beside, FindingFacts } from '../../parts/finding-facts.tsx';
import { useFormat } from '../../parts/format.tsx';
import { useFresh } from '../../parts/use-fresh.ts';
import { useLoad } from '../../parts/use-load.ts';
import { isEndedWithoutLane } from './case-filter.ts';
import { CaseFilesPanel } from './case-files-panel.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLeadTexts } from '../../texts/screens/console-leads.ts';
import { rolloutTexts } from '../../texts/screens/console-rollout.ts';
import { CaseActions } from './actions.tsx';
import { ClockTag } from '../parts/clock-tag.tsx';
import { Failed } from '../parts/failed.tsx';
import { useLegalFault } from './legal-form.tsx';
import { MapPanel } from '../parts/map-panel.tsx';
import { DepartedNote } from './departed-note.tsx';
import { NamePanel } from './name-panel.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { useShowing } from '../parts/shown.ts';
import { AppealPanel, ContactPanel, TakeBackNote, WaitsPanel } from './case-progress.tsx';
import { CaseSteps } from './case-steps.tsx';
import { MessagePanel } from './message-panel.tsx';
import { sanctionApi } from './sanction-api.ts';
import { useAct } from '../parts/use-act.ts';

const LegalDesk = lazy(() => import('./legal-desk.tsx').then((module) => ({ default: module.LegalDesk })));

/** One case: what is known on the left, what the reader may do on the right. */
export function CasePage({ id, isHr }: { id: string; isHr: boolean }) {
  const texts = useConsoleTexts();
  const describe = useLegalFault();
  const loaded = useLoad(() => api.case(id), id);
  useFresh(loaded.look, loaded.data?.clock?.dueAt);
  // Without a penalty there is no legal path to prepare.
  const isLegal = isHr && loaded.data?.contact !== undefined && !loaded.data.isTalkOnly;
  const legal = useLoad(async () => (isLegal ? sanctionApi.view(id) : null), `${id}:${isLegal}`);
  const reload = async (): Promise<void> => {
    await Promise.all([loaded.reload(), legal.reload()]);
  };
  const act = useAct(reload, describe);
  const view = loaded.data;
  const sanction = legal.data ?? undefined;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <CaseHead view={view} isHr={isHr} />
      <div className="mq-columns">
        <div className="mq-column">
          <Panel title={texts.console.facts}>
            <FindingFacts finding={view.finding} {...(view.outcome && { outcome: view.outcome })} />
            <Beside findings={view.beside} {...(view.outcome && { outcome: view.outcome })} />
          </Panel>
          <ContactPanel view={view} />
          <CaseSteps view={view} />
          <AppealPanel view={view} />
          <WaitsPanel waits={view.waits} />
          <CaseFilesPanel caseId={id} mayAdd={isHr && !hasEnded(view)} />
          {sanction && (
            <Suspense fallback={<Loading />}>
              <LegalDesk view={view} sanction={sanction} reload={reload} />
            </Suspense>
          )}
          {!view.lead && <MapPanel alertId={view.alertId} isNameOpen={view.personName !== undefined} />}
        </div>
        <div className="mq-column">
          <NamePanel view={view} />
          <CaseActions view={view} sanction={sanction} act={act} reload={reload} />
          <MessagePanel view={view} act={act} />
          <Panel title={texts.console.history}>
            <CaseHistory history={view.history} />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** Where the case stands, read out with its heading. */
const STANDING = 'case-standing';

function CaseHead({ view, isHr }: { view: CaseView; isHr: boolean }) {
  const { console: texts, words } = useConsoleTexts();
  const leads = useTable(consoleLeadTexts);
  const { talkOnly } = useTable(rolloutTexts);
  const format = useFormat();
  useShowing(view.caseNo);
  return (
    <header className="mq-head">
      <h1 aria-describedby={STANDING}>
        {view.caseNo} <span>{view.personName ?? view.pseudonym}</span>{' '}
        {!view.personName && <Tag>{texts.masked}</Tag>}
      </h1>
      <p id={STANDING}>
        <Tag tone="open">{words.state[view.state]}</Tag>
        {!isEndedWithoutLane(view) && <Tag>{words.lane[view.lane]}</Tag>}
        {view.outcome && view.outcome !== view.state && (
          <Tag tone="granted">{words.outcome[view.outcome]}</Tag>
        )}
        <ClockTag clock={view.clock} />
        <span className="mq-muted">
          {texts.columns.openedAt} {format.dateTime(view.openedAt)}
        </span>
        {view.lead ? (
          <Tag>
            {leads.link} {view.lead.leadNo} · {leads.source[view.lead.source]}
          </Tag>
        ) : (
          <a href={`#/alerts/${view.alertId}`}>{texts.openAlert}</a>
        )}
      </p>
      {!hasEnded(view) && <p className="mq-reminder">{texts.reminder}</p>}
      {view.isTalkOnly && <p className="mq-warn">{talkOnly}</p>}
      <DepartedNote view={view} isHr={isHr} />
      <TakeBackNote view={view} />
    </header>
  );
}
