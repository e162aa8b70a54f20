import { Toast } from 'antd-mobile';
import { useState } from 'react';
import { SIGNATURE_WITHDRAWN } from '../../../server/contract/tuning.ts';
import type { ThresholdsView } from '../../../server/contract/views.ts';
import { describeFault } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { tuningApi } from '../../tuning-api.ts';
import { ActionPanel, isReason, Note } from '../parts/action-panel.tsx';
import { ChangeList } from './changes.tsx';
import { Panel } from '../parts/panel.tsx';

/** Every version that was in force, newest first, and the way back. */
export function VersionsPanel({ view, onDone }: { view: ThresholdsView; onDone: () => Promise<void> }) {
  const texts = useTable(tuningTexts).versions;
  const format = useFormat();
  return (
    <Panel title={texts.title}>
      {view.versions.length === 0 && <p className="mq-muted">{texts.none}</p>}
      {view.versions.map(({ version, fromDay, at, by, reason, backTo, changes }) => (
        <article key={version} className="mq-item" aria-label={texts.name(version)}>
          <strong>{texts.name(version)}</strong> {texts.from(format.calendarDay(fromDay))}
          {backTo !== undefined && ` · ${texts.back(backTo)}`}
          <ChangeList changes={changes} />
          <p>{reason === SIGNATURE_WITHDRAWN ? texts.signatureWithdrawn : reason}</p>
          <p className="mq-muted">
            {by.length === 0 ? texts.bySystem : texts.by(format.list(by))} · {format.dateTime(at)}
          </p>
        </article>
      ))}
      {view.mayRollBack && <RollBack version={view.version} onDone={onDone} />}
    </Panel>
  );
}

function RollBack({ version, onDone }: { version: number; onDone: () => Promise<void> }) {
  const all = useTable(tuningTexts);
  const texts = all.versions;
  const shared = useTexts();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    await tuningApi.rollBack({ version, reason }).then(
      () => Toast.show(all.done),
      (error: unknown) => Toast.show(describeFault(error, shared)),
    );
    await onDone();
  };
  return (
    <ActionPanel
      title={texts.rollBack}
      hint={texts.rollHint}
      button={texts.rollBack}
      ready={isReason(reason)}
      onSubmit={submit}
    >
      <Note label={texts.reason} value={reason} max={1000} onChange={setReason} />
    </ActionPanel>
  );
}
