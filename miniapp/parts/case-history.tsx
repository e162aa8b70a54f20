import { reasonWords } from '../../server/contract/texts/case-reason-words.ts';
import type { CaseView } from '../../server/contract/views.ts';
import type { Texts } from '../texts/zh.ts';
import { useTexts } from '../texts/language.tsx';
import { useFormat } from './format.tsx';

/** Every step of the case, newest last. */
export function CaseHistory({ history }: { history: CaseView['history'] }) {
  const texts = useTexts();
  const format = useFormat();
  const events: Record<string, string> = texts.words.event;
  const roles: Record<string, string> = texts.words.role;
  const codes = codesOf(texts.words);
  return (
    <ol className="mq-history" aria-label={texts.phone.case.history}>
      {history.map((row, index) => (
        <li key={index}>
          <time dateTime={row.at}>{format.dateTime(row.at)}</time>
          <strong>{events[row.event] ?? texts.words.state[row.to]}</strong>
          <span className="mq-muted">{roles[row.actor] ?? row.actor}</span>
          {row.reason && (
            <p>
              {reasonWords({ event: row.event, isSystem: row.actor === 'system', reason: row.reason }, codes)}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What a reason of the system may name: the reasons themselves, and the clocks of a case. */
function codesOf({ reasonCode, clock }: Texts['words']): Record<string, string> {
  const clocks = Object.entries(clock).map(([kind, word]) => [`clock:${kind}`, word] as const);
  return { ...reasonCode, ...Object.fromEntries(clocks) };
}
