import { Button, Toast } from 'antd-mobile';
import { WebhookEventSchema, type DeliveryView, type WebhookType } from '../../../server/contract/webhook.ts';
import { describeFault } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { webhookTexts } from '../../texts/screens/console-webhooks.ts';
import { Failed } from '../parts/failed.tsx';
import { Scroll, TableHead, Tag } from '../parts/panel.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

const TONES = { waiting: 'soon', delivered: 'granted', failed: 'overdue' } as const;
const LONG_TOAST_MS = 5_000;

/** What was sent to one address, with a test and a way to send again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const texts = useTable(webhookTexts);
  const all = useTexts();
  const loaded = useLoad(() => systemApi.webhookDeliveries(webhookId), webhookId);
  const act = useSave(loaded.reload);
  const test = async (): Promise<void> => {
    const content = await systemApi.testWebhook(webhookId).then(
      ({ status, lastFault = 'network' }) =>
        status === 'delivered' ? texts.tested : texts.testFailed(texts.faults[lastFault]),
      (error: unknown) => describeFault(error, all),
    );
    Toast.show({ content, duration: LONG_TOAST_MS });
    await loaded.reload();
  };
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  const rows = loaded.data?.deliveries ?? [];
  return (
    <section aria-label={texts.deliveries}>
      <h3 className="mq-pilot-title">{texts.deliveries}</h3>
      <div className="mq-reason-foot">
        <Button size="small" color="primary" onClick={() => void test()}>
          {texts.test}
        </Button>
        <Button size="small" onClick={() => void loaded.reload()}>
          {texts.refresh}
        </Button>
      </div>
      {loaded.data && rows.length === 0 && <p className="mq-muted">{texts.noDeliveries}</p>}
      {rows.length > 0 && (
        <Scroll label={texts.deliveries}>
          <table className="mq-table">
            <TableHead columns={Object.values(texts.columns)} />
            <tbody>
              {rows.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  onResend={() => void act(() => systemApi.resendDelivery(webhookId, row.id))}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Row({ row, onResend }: { row: DeliveryView; onResend: () => void }) {
  const texts = useTable(webhookTexts);
  const format = useFormat();
  const { type, status, createdAt, attempts, lastStatus, lastFault, nextAt } = row;
  return (
    <tr>
      <td>{format.dateTime(createdAt)}</td>
      <td>{isType(type) ? texts.eventNames[type] : type}</td>
      <td>
        <Tag tone={TONES[status]}>{texts.states[status]}</Tag>
      </td>
      <td>
        {[
          lastFault && texts.faults[lastFault],
          lastStatus !== undefined && texts.replied(lastStatus),
          attempts > 0 && texts.attempts(attempts),
          nextAt && attempts > 0 && texts.next(format.dateTime(nextAt)),
        ]
          .filter((part) => typeof part === 'string')
          .join(' · ')}
      </td>
      <td>
        <Button size="mini" onClick={onResend}>
          {texts.resend}
        </Button>
      </td>
    </tr>
  );
}

const isType = (type: string): type is WebhookType =>
  type === 'webhook.test' || WebhookEventSchema.safeParse(type).success;
