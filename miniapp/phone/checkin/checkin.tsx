import { useState } from 'react';
import { BridgeError } from '../../bridge/bridge.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { Button, CameraOutline } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { phoneSpaceTexts } from '../../texts/screens/phone-space.ts';
import { serverOffsetMs } from '../../api.ts';
import { confirmationOf } from './confirmer.ts';
import { GpsPicture } from './gps-picture.tsx';
import { Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import { placeNow } from '../today/place-now.ts';
import { takePunch } from './take-punch.ts';
import type { TakenPunch } from './take-punch.ts';
import { usePosition } from './use-position.ts';
import { drawWatermark } from './watermark.ts';

type Photo = { preview: string; bytes: ArrayBuffer; capturedAtMs: number };

/** A punch with a look at the position first, and with a photo if the person likes. */
export function Checkin({ param }: ScreenProps) {
  const kind = param === 'out' ? 'out' : 'in';
  const session = useSession();
  const all = useTexts();
  const texts = all.phone.checkin;
  const space = useTable(phoneSpaceTexts);
  const view = useCell(session.today);
  const place = placeNow(view?.shifts ?? [], session.clock.nowMs() + (serverOffsetMs() ?? 0));
  const position = usePosition(session);
  const { data: network } = useLoad(() => session.bridge.network().catch(() => 'unknown'), 'network');
  const [photo, setPhoto] = useState<Photo>();
  const [busy, setBusy] = useState(false);
  const by = confirmationOf(session.me, all, place?.name ?? session.me.storeName);
  const name = kind === 'in' ? all.phone.today.punchIn : all.phone.today.punchOut;
  const { reading, fault } = position;

  const show = ({ id, lostPhoto }: TakenPunch): void => {
    if (lostPhoto) showToast({ content: space.lostPhoto, duration: 5000 });
    location.replace(`#/punches/${id}`);
  };
  const punch = async (): Promise<void> => {
    setBusy(true);
    await takePunch(session, { kind, ...(reading ? { reading } : {}), ...(photo ? { photo } : {}) })
      .then(show)
      .catch(() => showToast({ icon: 'fail', content: all.failed }));
    setBusy(false);
  };

  return (
    <Page title={texts.title}>
      <section className="mq-card">
        {network === 'none' && <p className="mq-note">{texts.offline}</p>}
        {position.allowed === false && (
          <p>{view?.locationConsent ? texts.notNow : texts.noConsent(by.way)}</p>
        )}
        {position.locating && <p className="mq-muted">{texts.locating}</p>}
        {fault && <p role="alert">{all.bridgeFault[fault]}</p>}
        {reading && <GpsPicture reading={reading} place={place} />}
        {position.allowed && (
          <Button size="mini" fill="none" color="primary" onClick={position.again}>
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
  const all = useTexts();
  const texts = all.phone.checkin;
  const format = useFormat();
  const session = useSession();
  const space = useTable(phoneSpaceTexts);
  const mayPhoto = useCell(session.today)?.photoConsent ?? false;
  if (!mayPhoto) return <NoPhoto />;
  const take = async (): Promise<void> => {
    if (!(await session.outbox.hasRoomForPhoto(session.me.personId)))
      return showToast({ content: space.noPhoto, duration: 5000 });
    const taken = await session.bridge.takePhoto();
    if (!taken) return;
    const capturedAtMs = session.clock.nowMs();
    const shownAt = capturedAtMs + (serverOffsetMs() ?? 0);
    const lines = [
      `${texts.watermark(kindName)} · ${session.me.name}`,
      `${format.day(shownAt)} ${format.time(shownAt)}`,
    ];
    onPhoto({ ...(await drawWatermark(taken, placeName ? [...lines, placeName] : lines)), capturedAtMs });
  };
  const fail = (error: unknown): void =>
    showToast({
      content: error instanceof BridgeError ? all.bridgeFault[error.fault] : texts.photoFailed,
      duration: 5000,
    });
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
