import { Button } from 'antd-mobile';
import { useState } from 'react';
import {
  WebhookEventSchema,
  type WebhookBody,
  type WebhookEvent,
  type WebhookPeople,
} from '../../../server/contract/webhook.ts';
import { useTable } from '../../texts/language.tsx';
import { webhookTexts } from '../../texts/screens/console-webhooks.ts';
import { LineField } from '../parts/line-field.tsx';

const PEOPLE: readonly WebhookPeople[] = ['pseudonym', 'employee_no'];
type Props = {
  start?: WebhookBody;
  button: string;
  onSave: (body: WebhookBody) => Promise<boolean>;
  onCancel?: () => void;
};

/** Where to, of what, and how people are named. */
export function WebhookForm({ start, button, onSave, onCancel }: Props) {
  const texts = useTable(webhookTexts);
  const [name, setName] = useState(start?.name ?? '');
  const [url, setUrl] = useState(start?.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(start?.events ?? []);
  const [people, setPeople] = useState<WebhookPeople>(start?.people ?? 'pseudonym');
  const isAddress = /^https?:\/\/\S+$/.test(url.trim()) && URL.canParse(url.trim());
  const isReady = name.trim().length >= 2 && isAddress && events.length > 0;
  const toggle = (event: WebhookEvent): void =>
    setEvents(events.includes(event) ? events.filter((one) => one !== event) : [...events, event]);
  return (
    <div className="mq-action">
      <LineField label={texts.name} value={name} max={60} onChange={setName} />
      <LineField label={texts.url} value={url} max={500} onChange={setUrl} />
      <fieldset className="mq-plain-set">
        <legend>{texts.events}</legend>
        {WebhookEventSchema.options.map((event) => (
          <label key={event} className="mq-check">
            <input type="checkbox" checked={events.includes(event)} onChange={() => toggle(event)} />
            <span>
              {texts.eventNames[event]} <code>{event}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="mq-plain-set">
        <legend>{texts.people}</legend>
        {PEOPLE.map((one) => (
          <label key={one} className="mq-check">
            <input type="radio" checked={people === one} onChange={() => setPeople(one)} />
            <span>
              {texts.peopleKinds[one].title} <span className="mq-muted">{texts.peopleKinds[one].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mq-reason-foot">
        <Button
          size="small"
          color="primary"
          disabled={!isReady}
          onClick={() => void onSave({ name: name.trim(), url: url.trim(), events: [...events], people })}
        >
          {button}
        </Button>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            {texts.cancel}
          </Button>
        )}
      </div>
    </div>
  );
}
