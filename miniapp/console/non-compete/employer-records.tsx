import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { EmployerRecordView } from '../../../server/contract/view-non-compete.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { isReason } from '../parts/action-panel.tsx';
import type { AgreementProps } from './agreement.tsx';
import { deskApi } from '../desk-api.ts';
import { Panel, Tag } from '../parts/panel.tsx';
import { Why } from '../parts/why.tsx';

const TONES = { supported: 'overdue', undecided: 'soon', none: '' } as const;

/** What the sources said, month by month; an undecided one waits for a human. */
export function EmployerRecords({ view, act }: AgreementProps) {
  const texts = useTable(consoleNonCompeteTexts);
  return (
    <Panel title={texts.records}>
      {view.records.length === 0 && <p className="mq-muted">{texts.noRecords}</p>}
      {view.records.map((record) => (
        <div key={record.id} className="mq-record">
          <p>
            {record.month} · {texts.source[record.source]}{' '}
            <Tag tone={TONES[record.verdict]}>{texts.verdict[record.verdict]}</Tag>
          </p>
          <p>
            {record.employerName ?? <span className="mq-muted">{texts.nobody}</span>}{' '}
            {record.creditCode !== undefined && <code>{record.creditCode}</code>}
          </p>
          <Compared record={record} />
          {record.verdict === 'undecided' && !record.settled && <Settle record={record} act={act} />}
        </div>
      ))}
    </Panel>
  );
}

function Compared({ record }: { record: EmployerRecordView }) {
  const texts = useTable(consoleNonCompeteTexts);
  const { named } = useFormat();
  const { competitorName, likenessPct, doubt, settled, reference } = record;
  return (
    <p className="mq-muted">
      {competitorName !== undefined && texts.likeness(likenessPct, competitorName)}
      {doubt && ` · ${texts.doubt[doubt]}`}
      {reference !== undefined && ` · ${reference}`}
      {settled && ` · ${named(settled.isSame ? texts.same : texts.other, settled.reason)}`}
    </p>
  );
}

function Settle({ record, act }: { record: EmployerRecordView; act: AgreementProps['act'] }) {
  const texts = useTable(consoleNonCompeteTexts);
  const [reason, setReason] = useState('');
  const settle = (isSame: boolean): void =>
    void act(() => deskApi.settleRecord(record.id, { isSame, reason: reason.trim() }));
  return (
    <div className="mq-action">
      <Why value={reason} onChange={setReason} />
      <div>
        <Button size="small" color="primary" disabled={!isReason(reason)} onClick={() => settle(true)}>
          {texts.same}
        </Button>{' '}
        <Button size="small" disabled={!isReason(reason)} onClick={() => settle(false)}>
          {texts.other}
        </Button>
      </div>
    </div>
  );
}
