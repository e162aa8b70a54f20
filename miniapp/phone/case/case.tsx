import { Button } from 'antd-mobile';
import type { CaseView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { scrollBehavior } from '../../parts/calm-motion.ts';
import { CaseLetters } from '../../parts/case-letters.tsx';
import { CaseHistory } from '../../parts/case-history.tsx';
import { CaseSteps, penaltyWords } from '../../parts/case-steps.tsx';
import { Beside, FindingFacts } from '../../parts/finding-facts.tsx';
import { explainingOverAt } from '../../parts/explaining-over.ts';
import { goTo, useHash } from '../../parts/hash.ts';
import { useFormat, type Format } from '../../parts/format.tsx';
import { createLettersApi } from '../../parts/letters-api.ts';
import { DraftContext } from '../../parts/use-draft.ts';
import { useFresh } from '../../parts/use-fresh.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';
import type { Texts } from '../../texts/zh.ts';
import { AlertMap } from '../../parts/alert-map.tsx';
import { CaseClock } from './case-clock.tsx';
import { AppealForm, CaseTalk } from './case-appeal.tsx';
import { CaseFiles } from './case-files.tsx';
import { draftsOf } from '../drafts.ts';
import { ExplainForm } from './explain-form.tsx';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';

const lettersApi = createLettersApi('/api/v1');

/** The person's own case: the facts, the answer, and every step since (R9). */
export function CaseScreen({ param: id }: ScreenProps) {
  const texts = useTexts().phone.case;
  const words = useTable(answerTexts);
  const drafts = draftsOf(useSession());
  const isAppealFirst = useHash().endsWith('/appeal');
  const loaded = useLoad(() => api.case(id), id);
  useFresh(loaded.look, loaded.data?.clock?.dueAt);
  return (
    <Page title={texts.title}>
      <Content loaded={loaded}>
        {(view) => (
          <DraftContext.Provider value={drafts}>
            <CaseHead view={view} isAppealFirst={isAppealFirst} />
            {isAppealFirst && mayAppeal(view) && <AppealForm view={view} onDone={loaded.reload} />}
            <section className="mq-card">
              <h2>{texts.facts}</h2>
              <FindingFacts finding={view.finding} {...(view.outcome && { outcome: view.outcome })} />
              <Beside findings={view.beside} {...(view.outcome && { outcome: view.outcome })} />
              {!view.lead && (
                <Button
                  size="small"
                  fill="outline"
                  color="primary"
                  onClick={() => goTo(`/alerts/${view.alertId}`)}
                >
                  {texts.alert}
                </Button>
              )}
            </section>
            {!view.lead && (
              <section className="mq-card" aria-label={words.map}>
                <h2>{words.map}</h2>
                <AlertMap alertId={view.alertId} refused={words.noMap} />
              </section>
            )}
            <CaseLetters caseId={view.id} api={lettersApi} />
            <CaseFiles view={view} />
            {view.actions.includes('explain') && <ExplainForm view={view} onDone={loaded.reload} />}
            <CaseTalk view={view} onDone={loaded.reload} />
            {!isAppealFirst && mayAppeal(view) && <AppealForm view={view} onDone={loaded.reload} />}
            <CaseSteps view={view} />
            <section className="mq-card">
              <h2>{texts.history}</h2>
              <CaseHistory history={view.history} />
            </section>
          </DraftContext.Provider>
        )}
      </Content>
    </Page>
  );
}

/** Whoever reads such an outcome must not have to guess what it means for them. */
const NOTHING_FOUND: ReadonlySet<string> = new Set(['unsubstantiated', 'permitted']);

const mayAppeal = ({ actions }: CaseView): boolean => actions.includes('appeal');

function CaseHead({ view, isAppealFirst }: { view: CaseView; isAppealFirst: boolean }) {
  const { words, phone } = useTexts();
  const format = useFormat();
  const { talkOnly, kept, nothingFound } = useTable(answerTexts);
  return (
    <section className="mq-card">
      <h2>{view.caseNo}</h2>
      <p>
        <span className="mq-tag mq-tag-open">{words.state[view.state]}</span>{' '}
        {outcomeOf(view, { words, phone, named: format.named })}
      </p>
      {view.outcome && NOTHING_FOUND.has(view.outcome) && <p className="mq-note">{nothingFound}</p>}
      {view.isTalkOnly && <p className="mq-note">{talkOnly}</p>}
      {view.clock?.kind === 'contact' && <BeforeContact clock={view.clock} />}
      {view.clock && view.clock.kind !== 'contact' && <CaseClock clock={view.clock} />}
      <ExplainingOver view={view} />
      {view.actions.includes('explain') && (
        <Button block fill="outline" color="primary" onClick={() => scrollTo('#explain', 'input')}>
          {phone.case.toForm}
        </Button>
      )}
      {mayAppeal(view) && !isAppealFirst && (
        <Button block fill="outline" color="primary" onClick={() => scrollTo('#appeal', 'textarea')}>
          {phone.today.appealOpen}
        </Button>
      )}
      {view.keptUntilAt && <p className="mq-muted">{kept(format.farDay(view.keptUntilAt))}</p>}
      {view.actions.length === 0 && <p className="mq-muted">{phone.case.nothing}</p>}
    </section>
  );
}

/** A decision that waits for the appeal is known already, though nothing has come of it yet. */
function outcomeOf(
  view: CaseView,
  { words, phone, named }: Pick<Texts, 'words' | 'phone'> & Pick<Format, 'named'>,
): string {
  const { outcome, decision, proposal } = view;
  if (outcome) return named(phone.case.outcome, words.outcome[outcome]);
  if (decision?.result !== 'approved' || !proposal) return phone.case.noOutcome;
  return named(phone.case.decided, penaltyWords(proposal.measures, words));
}

/** Who has not answered reads that the time for it is over, and whether an answer is still taken. */
function ExplainingOver({ view }: { view: CaseView }) {
  const { explainingOver, stillHeard } = useTexts().phone.case;
  const format = useFormat();
  const overAt = explainingOverAt(view);
  if (view.explanation || overAt === undefined) return null;
  return (
    <p className="mq-note">
      {format.clauses([
        explainingOver(format.dateTime(overAt)),
        ...(view.actions.includes('explain') ? [stillHeard] : []),
      ])}
    </p>
  );
}

/** HR's own deadline is no deadline of the person's: their time begins with HR's contact. */
function BeforeContact({ clock }: { clock: NonNullable<CaseView['clock']> }) {
  const { contactBy, contactLate, fromContact } = useTexts().phone.case;
  const when = useFormat().deadline(clock.dueAt);
  return (
    <p className="mq-muted">
      {clock.overdue ? contactLate(when) : contactBy(when)}
      <br />
      {fromContact}
    </p>
  );
}

function scrollTo(form: string, field: 'input' | 'textarea'): void {
  const found = document.querySelector(form);
  found?.scrollIntoView({ behavior: scrollBehavior() });
  found?.querySelector(field)?.focus({ preventScroll: true });
}
