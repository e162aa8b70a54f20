import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { DraftContext, useDraft } from '../../parts/use-draft.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { bodyOf, draftOf, hoursOf, keptOf } from './flexible-draft.ts';
import { FlexibleFields } from './flexible-fields.tsx';
import { FlexiblePreviewCard } from './flexible-preview.tsx';
import { dayIn } from '../company-day.ts';
import { draftsOf } from '../drafts.ts';
import { dayAfter } from '../day/month.ts';
import { Page } from '../page.tsx';
import { useSession } from '../session.ts';
import { useFlexiblePreview } from './use-flexible-preview.ts';

const FOUR_WEEKS_DAYS = 28;

/** A request for other hours, kept on the phone until it is sent: what it would change is shown before. */
export function AskFlexible() {
  return (
    <DraftContext.Provider value={draftsOf(useSession())}>
      <AskForm />
    </DraftContext.Provider>
  );
}

/** A request whose reply was lost is sent again under the same id. */
const emptyFor = (tomorrow: string) => ({
  id: uuidv7(),
  ...keptOf({
    mode: 'once',
    weekdays: [],
    fromDay: tomorrow,
    toDay: dayAfter(tomorrow, FOUR_WEEKS_DAYS - 1),
    startTime: '10:00',
    endTime: '19:00',
    note: '',
  }),
});

function AskForm() {
  const all = useTexts();
  const texts = useTable(flexibleTexts);
  const tomorrow = dayAfter(dayIn(useSession().me.timeZone), 1);
  const [empty] = useState(() => emptyFor(tomorrow));
  const { fields, change, clear, isBack } = useDraft('flexible', empty);
  const draft = draftOf(fields);
  const [busy, setBusy] = useState(false);
  const hours = hoursOf(draft);
  const state = useFlexiblePreview(hours);
  // What stands there at first is nobody's mistake.
  const isBegun = JSON.stringify(fields) !== JSON.stringify(empty);
  const inTheWay = hours ? (state.preview?.faults ?? []) : [];
  const faults = isBegun ? inTheWay : [];
  const body = bodyOf(draft, fields.id);
  const missing = !hours ? texts.form.needDays : body ? undefined : texts.form.needReason;

  const submit = async (): Promise<void> => {
    if (!body) return;
    setBusy(true);
    try {
      await myApi.askFlexible(body);
      clear(emptyFor(tomorrow));
      Toast.show({ icon: 'success', content: texts.form.submitted });
      location.replace('#/flexible-shifts');
    } catch (error) {
      // It came through before, with other hours: what stands here now is another request.
      if (error instanceof ApiError && error.code === 'flexible_conflict') change({ id: uuidv7() });
      // What was free a moment ago may be taken: the fields say what it is.
      const isAtField = error instanceof ApiError && error.fields.length > 0;
      if (isAtField) state.check();
      Toast.show(toRead(isAtField ? texts.form.look : describeFault(error, all)));
    }
    setBusy(false);
  };

  return (
    <Page title={texts.form.title}>
      {isBack && (
        <div className="mq-intro">
          <DraftBack />
        </div>
      )}
      <FlexibleFields
        draft={draft}
        faults={faults}
        onChange={(part) => change(keptOf({ ...draft, ...part }))}
      />
      {hours && <FlexiblePreviewCard state={state} />}
      <p className="mq-intro">{texts.feishu}</p>
      <div className="mq-foot">
        <div role="status">
          {missing && <p className="mq-muted">{missing}</p>}
          {faults.length > 0 && <p className="mq-muted">{texts.form.look}</p>}
        </div>
        <Button
          block
          color="primary"
          loading={busy}
          disabled={missing !== undefined || inTheWay.length > 0 || (!state.preview && !state.isFailed)}
          onClick={() => void submit()}
        >
          {texts.form.submit}
        </Button>
      </div>
    </Page>
  );
}
