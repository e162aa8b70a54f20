import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { IssuedWebhook, WebhookBody, WebhookView } from '../../../server/contract/webhook.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { webhookTexts } from '../../texts/screens/console-webhooks.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';
import { Deliveries } from './webhook-deliveries.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** Addresses of other systems that are told what happens. */
export function WebhookPage() {
  const texts = useTable(webhookTexts);
  const { language } = useLanguage();
  const loaded = useLoad(() => systemApi.webhooks(), 'webhooks');
  const [issued, setIssued] = useState<IssuedWebhook>();
  const act = useSave(loaded.reload);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const create = (body: WebhookBody): Promise<boolean> =>
    act(async () => setIssued(await systemApi.createWebhook(body)));
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-muted">{texts.intro}</p>
        <p>
          <a href={`/api/docs/?language=${language}#webhooks`} target="_blank" rel="noreferrer">
            {texts.docs}
          </a>
        </p>
      </header>
      <div className="mq-column">
        {issued && <ShownOnce texts={texts} secret={issued.secret} onClose={() => setIssued(undefined)} />}
        {loaded.data.webhooks.length === 0 && <p>{texts.none}</p>}
        {loaded.data.webhooks.map((webhook) => (
          <Webhook key={webhook.id} webhook={webhook} reload={loaded.reload} onIssued={setIssued} />
        ))}
        <Panel title={texts.add}>
          <WebhookForm key={loaded.data.webhooks.length} button={texts.create} onSave={create} />
        </Panel>
      </div>
    </>
  );
}

type WebhookProps = {
  webhook: WebhookView;
  reload: () => Promise<void>;
  onIssued: (issued: IssuedWebhook) => void;
};

function Webhook({ webhook, reload, onIssued }: WebhookProps) {
  const texts = useTable(webhookTexts);
  const format = useFormat();
  const [isEdited, setEdited] = useState(false);
  const act = useSave(reload);
  const { id, version, name, url, events, people, isOn, disabledAt, rotatesUntilAt } = webhook;
  const change = (body: WebhookBody, on: boolean): Promise<boolean> =>
    act(() => systemApi.changeWebhook(id, { ...body, isOn: on, version }));
  const rotate = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.rotateSure,
      confirmText: texts.rotate,
      cancelText: texts.cancel,
    });
    if (isSure) await act(async () => onIssued(await systemApi.rotateWebhookSecret(id)));
  };
  return (
    <Panel title={name} extra={texts.counts(webhook.waiting, webhook.failed)}>
      <p>
        <Tag tone={isOn ? 'granted' : 'overdue'}>{isOn ? texts.on : texts.off}</Tag>{' '}
        <code className="mq-secret">{url}</code>
      </p>
      {disabledAt && <p className="mq-warn">{texts.disabled(format.dateTime(disabledAt))}</p>}
      <p className="mq-muted">
        {format.list(events.map((one) => texts.eventNames[one]))} · {texts.peopleKinds[people].title} ·{' '}
        {texts.by(webhook.createdBy, format.dateTime(webhook.createdAt))}
        {rotatesUntilAt && ` · ${texts.rotates(format.dateTime(rotatesUntilAt))}`}
      </p>
      {isEdited ? (
        <WebhookForm
          start={{ name, url, events, people }}
          button={texts.save}
          onSave={async (body) => (await change(body, isOn)) && (setEdited(false), true)}
          onCancel={() => setEdited(false)}
        />
      ) : (
        <div className="mq-reason-foot">
          <Button size="small" onClick={() => setEdited(true)}>
            {texts.edit}
          </Button>
          <Button size="small" onClick={() => void rotate()}>
            {texts.rotate}
          </Button>
          <Button size="small" onClick={() => void change({ name, url, events, people }, !isOn)}>
            {isOn ? texts.turnOff : texts.turnOn}
          </Button>
        </div>
      )}
      <Deliveries webhookId={id} />
    </Panel>
  );
}
