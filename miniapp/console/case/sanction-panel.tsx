import { useState } from 'react';
import type { LegalPath } from '../../../server/contract/ladder.ts';
import type { CaseView, SanctionView } from '../../../server/contract/views.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { Choice } from '../parts/action-panel.tsx';
import { Panel, Tag } from '../parts/panel.tsx';
import { Precedent } from './precedent.tsx';
import { SanctionOptions } from './sanction-options.tsx';
import { SanctionStep } from './sanction-step.tsx';

export type LegalProps = { view: CaseView; sanction: SanctionView; reload: () => Promise<void> };

const paths = ['rule_breach', 'dual_employment'] as const satisfies readonly LegalPath[];

/** Which legal path a case is on, what has been done, what is missing, and the next step's form (trust R10). */
export function SanctionPanel({ view, sanction, reload }: LegalProps) {
  const texts = useTable(consoleSanctionTexts);
  const furthest = sanction.paths.toSorted((a, b) => b.version - a.version)[0]?.path ?? 'rule_breach';
  const [chosen, setChosen] = useState<LegalPath>(furthest);
  const path = sanction.paths.find((one) => one.path === chosen);
  if (sanction.isLocked)
    return (
      <Panel title={texts.title}>
        <p>{texts.locked}</p>
      </Panel>
    );
  const isTrue = view.verification?.result === 'substantiated';
  if (!isTrue && hasEnded(view)) return null;
  if (!isTrue || !path)
    return (
      <Panel title={texts.title}>
        <p className="mq-muted">{texts.notYet}</p>
      </Panel>
    );
  return (
    <Panel title={texts.title} extra={sanction.rung && <Rung sanction={sanction} />}>
      <div className="mq-action">
        {sanction.mayPrepare && <p className="mq-muted">{texts.intro}</p>}
        <Choice
          label={texts.which}
          options={paths.map((value) => ({ value, label: texts.path[value] }))}
          value={chosen}
          onChange={setChosen}
        />
        <Done path={path} />
        {sanction.mayPrepare && (
          <>
            <SanctionOptions options={sanction.options.filter((option) => option.path === chosen)} />
            <NextSteps key={`${path.path}:${path.version}`} {...{ view, sanction, reload, path }} />
          </>
        )}
        <Precedent precedent={sanction.precedent} />
      </div>
    </Panel>
  );
}

function Rung({ sanction: { rung, count } }: Pick<LegalProps, 'sanction'>) {
  const texts = useTable(consoleSanctionTexts);
  const isEnglish = useTable({ zh: false, en: true });
  return rung ? <>{texts.count(count, isEnglish ? rung.en : rung.zh)}</> : null;
}

type Path = SanctionView['paths'][number];

/** What has been done on a path, with when, and where it stands. */
function Done({ path: { state, history, demandDeadlineAt, unionReplyDueAt, reply } }: { path: Path }) {
  const texts = useTable(consoleSanctionTexts);
  const format = useFormat();
  return (
    <section aria-label={texts.done}>
      <h3>
        {texts.done} <Tag tone={state === 'complied' ? 'granted' : 'open'}>{texts.state[state]}</Tag>
      </h3>
      {history.length === 0 && <p className="mq-muted">{texts.nothingDone}</p>}
      <ol className="mq-evidence">
        {history.map(({ at, event }) => (
          <li key={`${event}:${at}`}>
            {texts.event[event]} <span className="mq-muted">{format.dateTime(at)}</span>
          </li>
        ))}
      </ol>
      {demandDeadlineAt && <p>{texts.demandDeadline(format.dateTime(demandDeadlineAt))}</p>}
      {unionReplyDueAt && <p>{texts.unionDue(format.dateTime(unionReplyDueAt))}</p>}
      {reply && (
        <div>
          <strong>{texts.personReply[reply.stopped ? 'true' : 'false']}</strong>{' '}
          <span className="mq-muted">{format.dateTime(reply.at)}</span>
          <p className="mq-quote">{reply.text}</p>
        </div>
      )}
    </section>
  );
}

/** The forms of the steps the path has from here, each folded until it is wanted. */
function NextSteps({ view, sanction, reload, path }: LegalProps & { path: Path }) {
  const texts = useTable(consoleSanctionTexts);
  const events = path.next.filter((event) => event !== 'reply');
  return (
    <section aria-label={texts.next}>
      <h3>{texts.next}</h3>
      {events.length === 0 && <p className="mq-muted">{texts.noNext}</p>}
      {events.map((event) => (
        <details className="mq-fold-step" key={event}>
          <summary>{texts.event[event]}</summary>
          <SanctionStep
            caseId={view.id}
            path={path}
            event={event}
            letters={sanction.letters}
            onDone={reload}
          />
        </details>
      ))}
    </section>
  );
}
