import { Button, Toast } from 'antd-mobile';
import { CameraOutline } from 'antd-mobile-icons';
import { useState } from 'react';
import { goTo } from '../parts/hash.ts';
import { useFormat } from '../parts/format.tsx';
import { useCell } from '../parts/use-cell.ts';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { serverOffsetMs } from '../api.ts';
import { GpsPicture } from './gps-picture.tsx';
import { Page } from './page.tsx';
import type { ScreenProps } from './page.tsx';
import { useSession } from './session.ts';
import type { PhoneSession } from './session.ts';
import { mayLocate, takePunch } from './take-punch.ts';
import { drawWatermark } from './watermark.ts';

type Photo = { preview: string; bytes: ArrayBuffer; capturedAtMs: number };

/** A punch with a look at the position first, and with a photo if the person likes. */
export function Checkin({ param }: ScreenProps) {
  const kind = param === 'out' ? 'out' : 'in';
  const session = useSession();
  const all = useTexts();
  const texts = all.phone.checkin;
  const view = useCell(session.today);
  const place = view?.shifts.find((shift) => shift.place)?.place;
  const position = useLoad(() => readPosition(session), 'position');
  const [photo, setPhoto] = useState<Photo>();
  const [busy, setBusy] = useState(false);
  const name = kind === 'in' ? all.phone.today.punchIn : all.phone.today.punchOut;
  const reading = position.data?.reading;

  const punch = async (): Promise<void> => {
    setBusy(true);
    await takePunch(session, { kind, ...(reading ? { reading } : {}), ...(photo ? { photo } : {}) }).then(
      (id) => location.replace(`#/punches/${id}`),
      () => Toast.show({ icon: 'fail', content: all.failed }),
    );
    setBusy(false);
  };

  return (
    <Page title={texts.title}>
      <section className="mq-card">
        {position.data?.allowed === false && <p>{texts.noConsent}</p>}
        {position.loading && <p className="mq-muted">{texts.locating}</p>}
        {position.data?.allowed && <GpsPicture reading={reading} place={place} />}
        {position.data?.allowed && (
          <Button size="mini" fill="none" color="primary" onClick={() => void position.reload()}>
            {texts.retry}
          </Button>
        )}
      </section>
      <PhotoCard photo={photo} onPhoto={setPhoto} placeName={place?.name} kindName={name} />
      <div className="mq-foot">
        <Button block color="primary" size="large" loading={busy} onClick={() => void punch()}>
          {name}
        </Button>
      </div>
    </Page>
  );
}

type PhotoCardProps = {
  photo: Photo | undefined;
  onPhoto: (photo: Photo) => void;
  placeName: string | undefined;
  kindName: string;
};

function PhotoCard({ photo, onPhoto, placeName, kindName }: PhotoCardProps) {
  const texts = useTexts().phone.checkin;
  const format = useFormat();
  const session = useSession();
  const mayPhoto = useCell(session.today)?.photoConsent ?? false;
  if (!mayPhoto) return <NoPhoto />;
  const take = async (): Promise<void> => {
    const taken = await session.bridge.takePhoto();
    if (!taken) return;
    const capturedAtMs = session.clock.nowMs();
    const shownAt = capturedAtMs + (serverOffsetMs() ?? 0);
    const lines = [texts.watermark(kindName), `${format.day(shownAt)} ${format.time(shownAt)}`];
    onPhoto({ ...(await drawWatermark(taken, placeName ? [...lines, placeName] : lines)), capturedAtMs });
  };
  const fail = (): void => void Toast.show({ content: texts.photoFailed });
  return (
    <section className="mq-card mq-photo">
      {photo && <img src={photo.preview} alt={texts.photoKept} />}
      <Button block onClick={() => take().catch(fail)}>
        <CameraOutline aria-hidden /> {photo ? texts.photoAgain : texts.photo}
      </Button>
      <p className="mq-muted">{texts.photoOptional}</p>
    </section>
  );
}

function NoPhoto() {
  const texts = useTexts().phone;
  return (
    <section className="mq-card">
      <p className="mq-muted">{texts.checkin.photoNoConsent}</p>
      <Button size="small" onClick={() => goTo('/consents')}>
        {texts.consents.title}
      </Button>
    </section>
  );
}

async function readPosition(session: PhoneSession) {
  if (!session.today.get()) await session.refreshToday();
  if (!(await mayLocate(session))) return { allowed: false, reading: undefined };
  return { allowed: true, reading: await session.bridge.locate({ precise: true }).catch(() => undefined) };
}
