import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { bodyOf, hoursOf, type FlexibleDraft } from './flexible-draft.ts';
import { FlexibleFields } from './flexible-fields.tsx';
import { FlexiblePreviewCard } from './flexible-preview.tsx';
import { dayAfter } from '../day/month.ts';
import { Page } from '../page.tsx';
import { useSession } from '../session.ts';
import { useFlexiblePreview } from './use-flexible-preview.ts';

const FOUR_WEEKS_DAYS = 28;

/** A request for other hours: what it would change is shown before it is sent. */
export function AskFlexible() {
  const all = useTexts();
  const texts = useTable(flexibleTexts);
  const { clock, today } = useSession();
  const tomorrow = dayAfter(today.get()?.day ?? new Date(clock.nowMs()).toISOString().slice(0, 10), 1);
  const [draft, setDraft] = useState<FlexibleDraft>({
    mode: 'once',
    weekdays: [],
    fromDay: tomorrow,
    toDay: dayAfter(tomorrow, FOUR_WEEKS_DAYS - 1),
    startTime: '10:00',
    endTime: '19:00',
    note: '',
  });
  const [busy, setBusy] = useState(false);
  const id = useRef(uuidv7());
  const hours = hoursOf(draft);
  const state = useFlexiblePreview(hours);
  const faults = hours ? (state.preview?.faults ?? []) : [];
  const body = bodyOf(draft, id.current);
  const missing = !hours ? texts.form.needDays : body ? undefined : texts.form.needReason;

  const submit = async (): Promise<void> => {
    if (!body) return;
    setBusy(true);
    try {
      await myApi.askFlexible(body);
      Toast.show({ icon: 'success', content: texts.form.submitted });
      location.replace('#/flexible-shifts');
    } catch (error) {
      // What was free a moment ago may be taken: the fields say what it is.
      const isAtField = error instanceof ApiError && error.fields.length > 0;
      if (isAtField) state.check();
      Toast.show({ content: isAtField ? texts.form.look : describeFault(error, all) });
    }
    setBusy(false);
  };

  return (
    <Page title={texts.form.title}>
      <FlexibleFields
        draft={draft}
        faults={faults}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      {hours && <FlexiblePreviewCard state={state} />}
      <p className="mq-intro">{texts.feishu}</p>
      <div className="mq-foot">
        {missing && <p className="mq-muted">{missing}</p>}
        {faults.length > 0 && <p className="mq-muted">{texts.form.look}</p>}
        <Button
          block
          color="primary"
          loading={busy}
          disabled={missing !== undefined || faults.length > 0 || (!state.preview && !state.isFailed)}
          onClick={() => void submit()}
        >
          {texts.form.submit}
        </Button>
      </div>
    </Page>
  );
}
