import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { LeaverHome } from '../../server/contract/view-leaver.ts';
import { Choices } from '../parts/choices.tsx';
import { describeFault } from '../parts/fault.ts';
import { toRead } from '../parts/to-read.ts';
import { useFormat } from '../parts/format.tsx';
import { RowList } from '../phone/row-list.tsx';
import { useLanguage, useTable, useTexts } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { leaverApi } from './leaver-api.ts';
import { OwnData } from './own-data.tsx';

type HomeProps = { view: LeaverHome; reload: () => Promise<void>; onLeave: () => Promise<void> };

/** Everything that stands behind the door. */
export function Home({ view, reload, onLeave }: HomeProps) {
  const { texts: all, language, setLanguage } = useLanguage();
  const texts = useTable(leaverTexts);
  const format = useFormat();
  return (
    <main className="mq-page">
      <header className="mq-bar">
        <h1>{texts.title}</h1>
      </header>
      <header className="mq-hello">
        <div>
          <strong>{texts.hello(view.name)}</strong>
          <span>{all.phone.me.employeeNo(view.employeeNo)}</span>
        </div>
      </header>
      <h2 className="mq-section">{texts.cases}</h2>
      <RowList
        none={texts.noCases}
        rows={view.cases.map((one) => ({
          key: one.id,
          title: one.caseNo,
          note: format.dateTime(one.openedAt),
          extra: all.words.state[one.state],
          to: `/cases/${one.id}`,
        }))}
      />
      <h2 className="mq-section">{texts.agreements}</h2>
      <RowList
        none={texts.noAgreements}
        rows={view.agreements.map((one) => ({
          key: one.id,
          title: one.agreementNo,
          note: texts.monitoringState[one.monitoring.state],
          extra: stateOf(view, one.id, texts.ncState),
          to: `/agreements/${one.id}`,
        }))}
      />
      <Papers view={view} reload={reload} />
      <OwnData />
      <div className="mq-foot">
        <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {all.language}
        </Button>{' '}
        <Button size="small" onClick={() => void onLeave()}>
          {texts.leave}
        </Button>
      </div>
    </main>
  );
}

/** How the newest case under an agreement stands; '' without one. */
function stateOf(view: LeaverHome, agreementId: string, states: Readonly<Record<string, string>>): string {
  const own = view.nonCompeteCases.find((one) => one.agreementId === agreementId);
  return own ? (states[own.state] ?? '') : '';
}

type Kind = keyof typeof leaverTexts.zh.paperKind;
const kinds: readonly Kind[] = ['insurance', 'employment', 'other'];

function Papers({ view, reload }: Pick<HomeProps, 'view' | 'reload'>) {
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const format = useFormat();
  const [kind, setKind] = useState<Kind>('insurance');
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const form = new FormData();
    form.set('id', uuidv7());
    form.set('kind', kind);
    form.set('file', file);
    await leaverApi.sendPaper(form).then(
      () => Toast.show({ icon: 'success', content: texts.paperDone }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await reload();
  };
  return (
    <section className="mq-card mq-form" aria-label={texts.papers}>
      <h2>{texts.papers}</h2>
      <p className="mq-muted">{texts.papersHint}</p>
      <Choices
        legend={texts.papers}
        columns={1}
        options={kinds.map((value) => ({ value, label: texts.paperKind[value] }))}
        picked={[kind]}
        onPick={setKind}
      />
      <label className="mq-file">
        {texts.choosePaper}
        <input
          type="file"
          accept="application/pdf,image/jpeg,image/png"
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      {view.certificates.map((one) => (
        <p key={one.id} className="mq-muted">
          {texts.paperKind[one.kind]} · {format.dateTime(one.receivedAt)}
        </p>
      ))}
    </section>
  );
}
