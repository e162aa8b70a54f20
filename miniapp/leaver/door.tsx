import { Button, Input } from 'antd-mobile';
import { useState } from 'react';
import { ApiError } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useLanguage, useTable } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { leaverApi } from './leaver-api.ts';

type DoorProps = { token: string | undefined; hasLeft: boolean; onOpen: () => Promise<void> };

/** Who are you: the employee number and one thing only the person knows. What is wrong is never said apart. */
export function Door({ token, hasLeft, onOpen }: DoorProps) {
  const { texts: all, language, setLanguage } = useLanguage();
  const texts = useTable(leaverTexts);
  const [employeeNo, setEmployeeNo] = useState('');
  const [answer, setAnswer] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isComplete = employeeNo.trim() !== '' && answer.trim() !== '';
  const submit = async (): Promise<void> => {
    if (token === undefined || !isComplete || busy) return;
    setBusy(true);
    setFault(undefined);
    await leaverApi
      .open({ token, employeeNo: employeeNo.trim(), answer: answer.trim() })
      .then(onOpen, (error: unknown) =>
        setFault(
          error instanceof ApiError && error.status === 401 ? texts.closed : describeFault(error, all),
        ),
      );
    setBusy(false);
  };
  return (
    <main className="mq-page">
      <header className="mq-bar">
        <h1>{texts.title}</h1>
      </header>
      <section className="mq-card mq-form">
        <p>{token === undefined ? (hasLeft ? texts.ended : texts.noToken) : texts.intro}</p>
        {token !== undefined && (
          <>
            <label>
              <h3>{texts.employeeNo}</h3>
              <Input value={employeeNo} maxLength={64} autoComplete="off" onChange={setEmployeeNo} />
            </label>
            <label>
              <h3>{texts.answer}</h3>
              <Input
                value={answer}
                maxLength={16}
                autoComplete="off"
                enterKeyHint="go"
                onChange={setAnswer}
                onEnterPress={() => void submit()}
              />
            </label>
            <p className="mq-muted">{texts.answerHint}</p>
            {fault !== undefined && (
              <p className="mq-overdue" role="alert">
                {fault}
              </p>
            )}
            <Button block color="primary" loading={busy} disabled={!isComplete} onClick={() => void submit()}>
              {texts.enter}
            </Button>
          </>
        )}
      </section>
      <div className="mq-foot">
        <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {all.language}
        </Button>
      </div>
    </main>
  );
}
