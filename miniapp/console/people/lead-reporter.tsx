import { useState } from 'react';
import type { LeadView, ReporterView } from '../../../server/contract/lead.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLeadTexts } from '../../texts/screens/console-leads.ts';
import { ActionPanel, isReason, Reason } from '../parts/action-panel.tsx';
import { deskApi } from '../desk-api.ts';
import { Panel } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';

/** Sealed; opened by HR lead alone, and gone from the page when it is left. */
export function Reporter({ view }: { view: LeadView }) {
  const texts = useTable(consoleLeadTexts);
  const [purpose, setPurpose] = useState('');
  const [reporter, setReporter] = useState<ReporterView>();
  const act = useAct(() => Promise.resolve());
  const mayOpen = view.actions.includes('open_reporter');
  const open = () =>
    act(async () => {
      setReporter(await deskApi.reporter(view.id, purpose.trim()));
    });
  if (!mayOpen)
    return (
      <Panel title={texts.reporter}>
        <p className="mq-muted">{view.hasReporter ? texts.protected : texts.anonymous}</p>
      </Panel>
    );
  return (
    <details className="mq-fold">
      <summary>{texts.openReporter}</summary>
      <ActionPanel
        title={texts.openReporter}
        hint={texts.openReporterHint}
        button={texts.openReporter}
        ready={isReason(purpose)}
        onSubmit={open}
      >
        <Reason
          label={texts.purpose}
          fill={texts.fill}
          template={texts.template.reporter}
          value={purpose}
          onChange={setPurpose}
        />
        {reporter && (
          <p role="status">
            <strong>{reporter.name}</strong> {reporter.employeeNo} {reporter.reach}
          </p>
        )}
      </ActionPanel>
    </details>
  );
}
