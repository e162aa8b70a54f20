import { Button, Input } from 'antd-mobile';
import { ScanningOutline } from 'antd-mobile-icons';
import { useId, useState } from 'react';
import { BridgeError } from '../../bridge/bridge.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import { tell, type Told } from '../tell.ts';

const DIGITS = /^\d{6}$/;

/** The store's rotating code, scanned or typed; `param` names the punch or prompt that it answers for, as `punch/ID` or `prompt/ID`. */
export function Scan({ param }: ScreenProps) {
  const all = useTexts();
  const texts = useTable(shiftDayTexts).scan;
  const session = useSession();
  const id = useId();
  const [digits, setDigits] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const send = async (code: string): Promise<void> => {
    setSaid(undefined);
    setBusy(true);
    const receipt = await tell(session, { kind: 'qr', code, ...aboutOf(param) });
    setSaid(wordsFor(receipt, texts, all.phone.refusal));
    setDigits('');
    setBusy(false);
  };
  const scan = async (): Promise<void> => {
    const code = await session.bridge.scanCode().catch((error: unknown) => {
      setSaid(error instanceof BridgeError ? all.bridgeFault[error.fault] : texts.failed);
      return undefined;
    });
    if (code) await send(code.slice(0, 200));
  };
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <section className="mq-card mq-scan">
        {session.bridge.kind === 'feishu' && (
          <Button block color="primary" size="large" loading={busy} onClick={() => void scan()}>
            <ScanningOutline aria-hidden /> {texts.scan}
          </Button>
        )}
        <p>
          <label htmlFor={id}>{texts.digits}</label>
        </p>
        <Input
          id={id}
          value={digits}
          onChange={(value) => setDigits(value.replaceAll(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autoComplete="off"
          placeholder="000000"
        />
        <Button block disabled={busy || !DIGITS.test(digits)} onClick={() => void send(digits)}>
          {busy ? texts.sending : texts.send}
        </Button>
        <p role="status">{said}</p>
      </section>
    </Page>
  );
}

function aboutOf(param: string): { punchId?: string; promptId?: string } {
  const [what, ...rest] = param.split('/');
  const id = decodeURIComponent(rest.join('/'));
  if (id === '') return {};
  return what === 'prompt' ? { promptId: id } : { punchId: id };
}

function wordsFor(
  receipt: Told,
  texts: (typeof shiftDayTexts)['zh']['scan'],
  refusal: Readonly<Record<string, string>>,
): string {
  if (!receipt) return texts.queued;
  const { status, code = '' } = receipt;
  if (status === 'rejected') return texts.codes[code] ?? refusal[`signal_${code}`] ?? texts.failed;
  return receipt.punch?.status === 'confirmed' ? texts.settled : texts.done;
}
