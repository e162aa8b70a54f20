import { Button } from 'antd-mobile';
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
  return (
    <Page title={texts.title}>
      <PolicyCard />
      <section className="mq-card">
        <h2>{texts.penalty}</h2>
        <p className="mq-muted">{texts.penaltyIntro}</p>
        <Ladder steps={texts.penaltySteps} />
        <p className="mq-note">{texts.never}</p>
      </section>
      <section className="mq-card">
        <h2>{texts.growth}</h2>
        <p className="mq-muted">{texts.growthIntro}</p>
        <Ladder steps={texts.growthSteps} />
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

function PolicyCard() {
  const texts = useTable(rulesTexts);
  const format = useFormat();
  const loaded = useLoad(() => api.policy(), 'policy');
  return (
    <section className="mq-card">
      <h2>{texts.policy}</h2>
      <Content loaded={loaded}>
        {(policy) => (
          <>
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
          </>
        )}
      </Content>
    </section>
  );
}

function Ladder({ steps }: { steps: readonly (readonly [string, string])[] }) {
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
