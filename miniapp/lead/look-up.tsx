import { Button, Input } from 'antd-mobile';
import { useState } from 'react';
import type { LeadStatusView } from '../../server/contract/lead.ts';
import { ApiError } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { leadTexts } from '../texts/screens/lead.ts';
import { leadApi } from './lead-api.ts';

/** How far a lead is, by its number. */
export function LookUp() {
  const all = useTexts();
  const texts = useTable(leadTexts);
  const format = useFormat();
  const [receipt, setReceipt] = useState('');
  const [found, setFound] = useState<LeadStatusView>();
  const [fault, setFault] = useState<string>();
  const look = async (): Promise<void> => {
    setFound(undefined);
    setFault(undefined);
    await leadApi.status(receipt.trim()).then(setFound, (error: unknown) => {
      const isUnknown = error instanceof ApiError && [400, 404].includes(error.status);
      setFault(isUnknown ? texts.unknown : describeFault(error, all));
    });
  };
  return (
    <section className="mq-card mq-form">
      <label>
        <h3>{texts.receipt}</h3>
        <Input
          value={receipt}
          maxLength={30}
          autoComplete="off"
          placeholder="XXXXX-XXXXX-XXXXX-XXXXX"
          onChange={setReceipt}
        />
      </label>
      <Button block color="primary" disabled={receipt.trim() === ''} onClick={() => void look()}>
        {texts.check}
      </Button>
      {fault !== undefined && (
        <p className="mq-overdue" role="alert">
          {fault}
        </p>
      )}
      {found && (
        <div role="status">
          <p>
            <strong>{found.leadNo}</strong>{' '}
            <span className="mq-tag mq-tag-open">{texts.status[found.status]}</span>
          </p>
          <p className="mq-muted">{format.dateTime(found.receivedAt)}</p>
          <p className="mq-muted">{texts.privacy}</p>
        </div>
      )}
    </section>
  );
}
