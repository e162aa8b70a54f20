import { useTexts } from '../texts/language.tsx';
import { signedOut, signInUrl } from './signed-out-state.ts';
import { useCell } from './use-cell.ts';

/** Above everything, as long as the sign-in has ended and the page stays for what is written on it. */
export function SignedOut() {
  const texts = useTexts().signedOut;
  if (!useCell(signedOut)) return null;
  return (
    <p className="mq-signed-out" role="alert">
      {texts.hint}{' '}
      <a href={signInUrl()} target="_blank" rel="noreferrer">
        {texts.link}
      </a>
    </p>
  );
}
