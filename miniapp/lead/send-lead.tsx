import { Button, Input, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { LeadReceipt } from '../../server/contract/lead.ts';
import { ApiError } from '../api.ts';
import { Choices } from '../parts/choices.tsx';
import { describeFault } from '../parts/fault.ts';
import { toRead } from '../parts/to-read.ts';
import { useKeptId } from '../parts/kept-id.ts';
import { emptyLead, isLeadReady, LeadFields, leadParts } from '../parts/lead-fields.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { leadTexts } from '../texts/screens/lead.ts';
import { leadApi } from './lead-api.ts';

/** The form; what comes back is a number that is shown once. */
export function SendLead() {
  const all = useTexts();
  const texts = useTable(leadTexts);
  const [draft, setDraft] = useState(() => emptyLead(today()));
  const [who, setWho] = useState('');
  const [contact, setContact] = useState<{ name: string; reach: string }>();
  const [receipt, setReceipt] = useState<LeadReceipt>();
  const [busy, setBusy] = useState(false);
  const { id, renew } = useKeptId('lead');
  const isReady =
    isLeadReady(draft) &&
    who.trim() !== '' &&
    (!contact || (contact.name.trim() !== '' && contact.reach.trim() !== ''));
  const submit = async (): Promise<void> => {
    setBusy(true);
    const body = { id, ...leadParts(draft), who: who.trim(), ...(contact && { contact }) };
    try {
      setReceipt(await leadApi.send(body));
      renew();
    } catch (error) {
      // It came through before, with other words: what stands here now is another lead.
      if (error instanceof ApiError && error.code === 'lead_conflict') renew();
      Toast.show(toRead(describeFault(error, all)));
    }
    setBusy(false);
  };
  const again = (): void => {
    setDraft(emptyLead(today()));
    setWho('');
    setReceipt(undefined);
  };
  if (receipt) return <Receipt receipt={receipt} onAgain={again} />;
  return (
    <section className="mq-card mq-form">
      <p>{texts.intro}</p>
      <p className="mq-muted">{texts.protect}</p>
      <label>
        <h3>{texts.who}</h3>
        <Input value={who} maxLength={200} placeholder={texts.whoHint} onChange={setWho} />
      </label>
      <LeadFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <Contact contact={contact} onChange={setContact} />
      <p className="mq-muted">{texts.warning}</p>
      <Button block color="primary" loading={busy} disabled={!isReady} onClick={() => void submit()}>
        {texts.send}
      </Button>
    </section>
  );
}

type ContactProps = {
  contact: { name: string; reach: string } | undefined;
  onChange: (contact: { name: string; reach: string } | undefined) => void;
};

function Contact({ contact, onChange }: ContactProps) {
  const texts = useTable(leadTexts);
  return (
    <>
      <Choices
        legend={texts.contactTitle}
        columns={2}
        options={[
          { value: 'no', label: texts.anonymous },
          { value: 'yes', label: texts.named },
        ]}
        picked={[contact ? 'yes' : 'no']}
        onPick={(picked) => onChange(picked === 'yes' ? { name: '', reach: '' } : undefined)}
      />
      {contact && (
        <>
          <label>
            <h3>{texts.name}</h3>
            <Input value={contact.name} maxLength={60} onChange={(name) => onChange({ ...contact, name })} />
          </label>
          <label>
            <h3>{texts.reach}</h3>
            <Input
              value={contact.reach}
              maxLength={120}
              onChange={(reach) => onChange({ ...contact, reach })}
            />
          </label>
        </>
      )}
    </>
  );
}

function Receipt({ receipt, onAgain }: { receipt: LeadReceipt; onAgain: () => void }) {
  const texts = useTable(leadTexts);
  return (
    <section className="mq-card" role="status">
      <h2>{texts.receiptTitle}</h2>
      <p>{texts.receiptHint}</p>
      <p className="mq-receipt" aria-label={texts.receipt}>
        {receipt.receipt}
      </p>
      <p className="mq-muted">
        {texts.leadNo} {receipt.leadNo}
      </p>
      <Button block onClick={onAgain}>
        {texts.again}
      </Button>
    </section>
  );
}

/** The calendar day of this device. */
const today = (): string =>
  new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
