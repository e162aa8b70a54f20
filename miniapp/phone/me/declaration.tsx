import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { DeclarationView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { hoursText } from '../../parts/hours-text.ts';
import { DraftContext } from '../../parts/use-draft.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { shiftOverlapTexts } from '../../texts/screens/shift-overlap.ts';
import { Answers } from '../case/answers.tsx';
import { DeclarationActions, type Act } from './declaration-actions.tsx';
import { draftsOf } from '../drafts.ts';
import { askedOf, stateOf } from './declaration-state.ts';
import { ShiftOverlaps } from './shift-overlaps.tsx';
import { useSession } from '../session.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import '../records.css';

/** One side job: what was declared, who is asked, what was answered, its papers, and what the person may do now. */
export function DeclarationScreen({ param: id }: ScreenProps) {
  const texts = useTable(declarationTexts);
  const all = useTexts();
  const drafts = draftsOf(useSession());
  const loaded = useLoad(() => myApi.declaration(id), id);
  const [busy, setBusy] = useState(false);
  const act: Act = async (work, said) => {
    setBusy(true);
    const isDone = await work().then(
      () => {
        if (said) Toast.show({ content: said });
        return true;
      },
      (error: unknown) => {
        Toast.show(toRead(describeFault(error, all)));
        return false;
      },
    );
    await loaded.reload();
    setBusy(false);
    return isDone;
  };
  return (
    <Page title={texts.title}>
      <Content loaded={loaded}>
        {(view) => (
          <>
            <Facts view={view} />
            <Answers answers={view.answers} />
            <Documents view={view} act={act} busy={busy} />
            <DraftContext.Provider value={drafts}>
              <DeclarationActions view={view} act={act} busy={busy} />
            </DraftContext.Provider>
          </>
        )}
      </Content>
    </Page>
  );
}

/** What was said with the last yes holds as long as the job is permitted. */
const conditionsOf = ({ status, answers }: DeclarationView): string | undefined =>
  status === 'approved' ? answers[answers.length - 1]?.comment : undefined;

function Facts({ view }: { view: DeclarationView }) {
  const texts = useTable(declarationTexts);
  const { words } = useTexts();
  const { seen } = useTable(shiftOverlapTexts);
  const format = useFormat();
  const toAsk = askedOf(view, { renew: texts.expired });
  const asked = view.step === 'review' ? { due: texts.reviewDue, escalated: texts.reviewEscalated } : texts;
  const hours = `${view.weekdays.map((day) => words.weekday[day - 1]).join(' ')} ${hoursText(view, texts.nextDay)}`;
  const rows = [
    [texts.employer, view.employer],
    [texts.place, view.placeName],
    [texts.when, hours],
    [texts.period, `${format.calendarDay(view.fromDay)} – ${format.calendarDay(view.toDay)}`],
    [texts.note, view.note],
    [texts.reviewSaid, view.review?.text],
    [texts.conditions, conditionsOf(view)],
  ] as const;
  return (
    <section className="mq-card mq-plain">
      <h2>{words.declarationKind[view.kind]}</h2>
      <p>
        <span className="mq-tag">
          {stateOf(view, { status: words.declarationStatus, isOver: texts.isOver })}
        </span>{' '}
        {view.step && texts.step[view.step]}
      </p>
      {view.dueAt && <p className="mq-due">{asked.due(format.dateTime(view.dueAt))}</p>}
      {view.escalatedAt && <p className="mq-muted">{asked.escalated(format.dateTime(view.escalatedAt))}</p>}
      {toAsk !== undefined && <p className="mq-due">{toAsk}</p>}
      {view.isNoticeOnly && <p className="mq-muted">{texts.notice}</p>}
      {view.isAmnesty && <p className="mq-note">{texts.amnesty}</p>}
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
      {view.shiftOverlaps && <ShiftOverlaps overlaps={view.shiftOverlaps} hint={seen} />}
      {view.endReason && <p className="mq-note">{texts.endReason(view.endReason)}</p>}
    </section>
  );
}

function Documents({ view, act, busy }: { view: DeclarationView; act: Act; busy: boolean }) {
  const texts = useTable(declarationTexts);
  const input = useRef<HTMLInputElement>(null);
  const attach = (file: File | undefined): void => {
    if (!file) return;
    const name = file.name.slice(0, 120) || 'file';
    void act(() => myApi.attachDocument(view.id, { id: uuidv7(), name, blob: file }));
    if (input.current) input.current.value = '';
  };
  const mayAttach = view.actions.includes('attach');
  if (!mayAttach && view.documents.length === 0) return null;
  return (
    <section className="mq-card">
      <h2>{texts.documents}</h2>
      {view.documents.length === 0 && <p className="mq-muted">{texts.noDocuments}</p>}
      {view.documents.map((paper) => (
        <div key={paper.id} className="mq-file-row">
          <a className="mq-grow" href={myApi.document(view.id, paper.id)} download>
            {paper.name}
          </a>
        </div>
      ))}
      {mayAttach && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/webp,application/pdf"
            aria-label={texts.attach}
            onChange={(event) => attach(event.target.files?.[0])}
          />
          <Button block loading={busy} loadingText={texts.attaching} onClick={() => input.current?.click()}>
            {texts.attach}
          </Button>
        </>
      )}
    </section>
  );
}
