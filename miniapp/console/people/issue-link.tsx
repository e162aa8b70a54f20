import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { LeaverLinkBody } from '../../../server/contract/leaver.ts';
import type { IssuedLink, LeaverFile } from '../../../server/contract/view-leaver.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLeaverTexts } from '../../texts/screens/console-leavers.ts';
import { ActionPanel, Choice, isReason, Reason } from '../parts/action-panel.tsx';
import { deskApi } from '../desk-api.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';

type Check = keyof typeof consoleLeaverTexts.zh.checks;
type Delivery = keyof typeof consoleLeaverTexts.zh.deliveries;
type Draft = { check: Check; value: string; days: string; purpose: string; delivery: Delivery; to: string };
const checks: readonly Check[] = ['id_last4', 'phone_last4', 'code'];
const deliveries: readonly Delivery[] = ['none', 'sms', 'email'];

/** Makes a link and shows it once. */
export function IssueLink({ file, reload }: { file: LeaverFile; reload: () => Promise<void> }) {
  const texts = useTable(consoleLeaverTexts);
  const [draft, setDraft] = useState<Draft>({
    check: 'code',
    value: '',
    days: '14',
    purpose: '',
    delivery: 'none',
    to: '',
  });
  const [issued, setIssued] = useState<IssuedLink>();
  const act = useAct(reload);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const isReady =
    isReason(draft.purpose) &&
    Number(draft.days) >= 1 &&
    (draft.check === 'code' || draft.value.trim().length === 4) &&
    (draft.delivery === 'none' || draft.to.trim() !== '');
  const submit = () =>
    act(async () => {
      setIssued(await deskApi.issueLink(bodyOf(file.employeeNo, draft)));
    });
  return (
    <>
      {issued && <Issued issued={issued} />}
      <ActionPanel title={texts.issue} button={texts.issue} ready={isReady} onSubmit={submit}>
        <Choice
          label={texts.check}
          options={checks.map((value) => ({ value, label: texts.checks[value] }))}
          value={draft.check}
          onChange={(check) => set({ check })}
        />
        {draft.check !== 'code' && (
          <Field label={texts.value} value={draft.value} max={4} onChange={(value) => set({ value })} />
        )}
        <Field
          label={texts.days}
          type="number"
          value={draft.days}
          max={2}
          onChange={(days) => set({ days })}
        />
        {file.canSend ? (
          <Choice
            label={texts.delivery}
            options={deliveries.map((value) => ({ value, label: texts.deliveries[value] }))}
            value={draft.delivery}
            onChange={(delivery) => set({ delivery })}
          />
        ) : (
          <p className="mq-muted">{texts.cannotSend}</p>
        )}
        {draft.delivery !== 'none' && (
          <Field label={texts.to} value={draft.to} max={200} onChange={(to) => set({ to })} />
        )}
        <Reason
          label={texts.purpose}
          fill={texts.fill}
          template={texts.template}
          value={draft.purpose}
          onChange={(purpose) => set({ purpose })}
        />
      </ActionPanel>
    </>
  );
}

function Issued({ issued }: { issued: IssuedLink }) {
  const texts = useTable(consoleLeaverTexts);
  const copy = (): void =>
    void navigator.clipboard.writeText(issued.url).then(() => Toast.show({ content: texts.copied }));
  return (
    <Panel title={texts.shownOnce}>
      <p className="mq-once">{issued.url}</p>
      {issued.code !== undefined && (
        <p>
          {texts.code} <strong className="mq-once">{issued.code}</strong>
        </p>
      )}
      <Button size="small" onClick={copy}>
        {texts.copy}
      </Button>
    </Panel>
  );
}

function bodyOf(employeeNo: string, draft: Draft): LeaverLinkBody {
  const { check, value, days, purpose, delivery, to } = draft;
  return {
    employeeNo,
    check: check === 'code' ? { kind: check } : { kind: check, value: value.trim() },
    days: Number(days),
    purpose: purpose.trim(),
    ...(delivery !== 'none' && { delivery: { channel: delivery, to: to.trim() } }),
  };
}
