import { Button, ConfigProvider } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import { useState } from 'react';
import { useTitle } from '../parts/use-title.ts';
import { useAssistance } from '../parts/use-assistance.ts';
import { useLanguage, useTable } from '../texts/language.tsx';
import { leadTexts } from '../texts/screens/lead.ts';
import { LookUp } from './look-up.tsx';
import { SendLead } from './send-lead.tsx';

/** For customers and anybody else: send a lead, look one up. */
export function App() {
  const { language, texts: all, setLanguage } = useLanguage();
  const texts = useTable(leadTexts);
  useTitle(texts.title);
  useAssistance();
  const [tab, setTab] = useState<'send' | 'lookUp'>('send');
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      <div className="mq-phone">
        <main className="mq-page">
          <header className="mq-bar">
            <h1>{texts.title}</h1>
          </header>
          <div className="mq-choose" role="group" aria-label={texts.title}>
            {(['send', 'lookUp'] as const).map((value) => (
              <button key={value} type="button" aria-pressed={value === tab} onClick={() => setTab(value)}>
                {texts[value]}
              </button>
            ))}
          </div>
          {tab === 'send' ? <SendLead /> : <LookUp />}
          <div className="mq-foot">
            <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
              {all.language}
            </Button>
          </div>
        </main>
      </div>
    </ConfigProvider>
  );
}
