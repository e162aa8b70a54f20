import { Button } from 'antd-mobile';
import type { PolicyView } from '../../../server/contract/consent.ts';
import type { Ladder } from '../../../server/contract/ladder.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { rulesTexts } from '../../texts/screens/rules.ts';
import { APP_VERSION } from '../app-version.ts';
import { Content, Page } from '../page.tsx';
import { RowList } from '../row-list.tsx';
import '../records.css';

/** What holds, what happens when something is wrong, how to grow, and help; open to everyone at any time. */
export function Rules() {
  const texts = useTable(rulesTexts);
  const { language, texts: all, setLanguage } = useLanguage();
  const loaded = useLoad(() => api.policy(), 'policy');
  return (
    <Page title={texts.title}>
      <Content loaded={loaded}>
        {(policy) => (
          <>
            <PolicyCard policy={policy} />
            <PenaltyCard ladder={policy.ladder} />
          </>
        )}
      </Content>
      <section className="mq-card">
        <h2>{texts.growth}</h2>
        <p className="mq-muted">{texts.growthIntro}</p>
        <Steps steps={texts.growthSteps} />
        <p className="mq-muted">{texts.growthNote}</p>
      </section>
      <section className="mq-card mq-training">
        <h2>{texts.training}</h2>
        {texts.cards.map(([question, answer]) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </section>
      <RowList
        rows={[
          { key: 'diagnostics', title: texts.diagnostics, to: '/diagnostics' },
          {
            key: 'language',
            title: texts.language,
            extra: (
              <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
                {all.language}
              </Button>
            ),
          },
          { key: 'version', title: texts.appVersion, extra: APP_VERSION },
        ]}
      />
    </Page>
  );
}

function PolicyCard({ policy }: { policy: PolicyView }) {
  const texts = useTable(rulesTexts);
  const format = useFormat();
  return (
    <section className="mq-card">
      <h2>{texts.policy}</h2>
      <p>
        <strong>{policy.title}</strong>
      </p>
      <p className="mq-muted">{texts.version(policy.version, format.day(policy.effectiveAt))}</p>
      <p className="mq-muted">
        {policy.acknowledgedAt ? texts.read(format.dateTime(policy.acknowledgedAt)) : texts.unread}
      </p>
      <div className="mq-two">
        <Button block onClick={() => goTo('/quiz')}>
          {texts.quiz}
        </Button>
        <Button block color="primary" fill="outline" onClick={() => goTo('/policy')}>
          {texts.open}
        </Button>
      </div>
    </section>
  );
}

/** The rungs of the adopted code itself: another wording here would promise what does not hold. */
function PenaltyCard({ ladder }: { ladder: Ladder }) {
  const texts = useTable(rulesTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const { rungs, bonusRule, fineRegions, lookBackMonths } = ladder;
  const bases = Object.values(fineRegions);
  const steps = rungs.map(
    (rung, at) =>
      [
        texts.rung(rung.name[language], rung.fromCount, at === rungs.length - 1),
        texts.measures(rung),
      ] as const,
  );
  const deducts = rungs.some(({ measures }) => measures.includes('performance_deduction'));
  return (
    <section className="mq-card">
      <h2>{texts.penalty}</h2>
      <p className="mq-muted">{texts.penaltyIntro}</p>
      <Steps steps={[...texts.penaltyFirst, ...steps]} />
      <p className="mq-muted">{texts.counted(lookBackMonths)}</p>
      <p className="mq-muted">{texts.penaltyProof}</p>
      {deducts && !bonusRule && <p className="mq-muted">{texts.noBonusRule}</p>}
      {bases.length > 0 && <p className="mq-muted">{texts.fines(format.clauses(bases))}</p>}
      <p className="mq-note">{texts.never(bases.length === 0)}</p>
    </section>
  );
}

function Steps({ steps }: { steps: readonly (readonly [string, string])[] }) {
  return (
    <ol className="mq-ladder">
      {steps.map(([name, text]) => (
        <li key={name}>
          <strong>{name}</strong>
          <br />
          {text}
        </li>
      ))}
    </ol>
  );
}
