import { Button, Input, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { MyLeads, StaffLeadBody } from '../../../server/contract/lead.ts';
import { ApiError, call } from '../../api-call.ts';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { emptyLead, isLeadReady, LeadFields, leadOf, leadParts } from '../../parts/lead-fields.tsx';
import { DraftContext, useDraft } from '../../parts/use-draft.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { leadTexts } from '../../texts/screens/lead.ts';
import { draftsOf } from '../drafts.ts';
import { Content, Page } from '../page.tsx';
import { RowList } from '../row-list.tsx';
import { useSession } from '../session.ts';

const sendLead = (body: StaffLeadBody) => call('POST', '/api/v1/leads', { body });
const myLeads = () => call<MyLeads>('GET', '/api/v1/my/leads');

/** A manager or HR says something about an employee; who said it is sealed. */
export function Leads() {
  const texts = useTable(leadTexts);
  const format = useFormat();
  const own = useLoad(myLeads, 'leads');
  const drafts = draftsOf(useSession());
  return (
    <Page title={texts.row}>
      <DraftContext.Provider value={drafts}>
        <LeadForm onDone={own.reload} />
      </DraftContext.Provider>
      <h2 className="mq-section">{texts.mine}</h2>
      <Content loaded={own}>
        {({ leads }) => (
          <RowList
            none={texts.none}
            rows={leads.map((one) => ({
              key: one.leadNo,
              title: one.leadNo,
              note: format.dateTime(one.receivedAt),
              extra: texts.status[one.status],
            }))}
          />
        )}
      </Content>
    </Page>
  );
}

function LeadForm({ onDone }: { onDone: () => Promise<void> }) {
  const all = useTexts();
  const texts = useTable(leadTexts);
  const { clock, today } = useSession();
  const firstDay = today.get()?.day ?? new Date(clock.nowMs()).toISOString().slice(0, 10);
  const emptyForm = () => ({ id: uuidv7(), employeeNo: '', ...emptyLead(firstDay) });
  const [empty] = useState(emptyForm);
  const { fields, change, clear, isBack } = useDraft('lead', empty);
  const { id, employeeNo } = fields;
  const draft = leadOf(fields);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendLead({ id, ...leadParts(draft), employeeNo: employeeNo.trim() });
      clear(emptyForm());
      Toast.show({ icon: 'success', content: texts.sent });
    } catch (error) {
      // It came through before, with other words: what stands here now is another lead.
      if (error instanceof ApiError && error.code === 'lead_conflict') change({ id: uuidv7() });
      Toast.show(toRead(describeFault(error, all)));
    }
    await onDone();
    setBusy(false);
  };
  return (
    <section className="mq-card mq-form" aria-label={texts.row}>
      <p>{texts.intro}</p>
      <p className="mq-muted">{texts.protect}</p>
      {isBack && <DraftBack />}
      <label>
        <strong className="mq-field-name">{texts.employeeNo}</strong>
        <Input
          value={employeeNo}
          maxLength={64}
          autoComplete="off"
          onChange={(next) => change({ employeeNo: next })}
        />
      </label>
      <LeadFields draft={draft} onChange={change} />
      <p className="mq-muted">{texts.warning}</p>
      <Button
        block
        color="primary"
        loading={busy}
        disabled={!isLeadReady(draft) || employeeNo.trim() === ''}
        onClick={() => void submit()}
      >
        {texts.send}
      </Button>
    </section>
  );
}
