import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import { describeFault } from './fault.ts';
import { toRead } from './to-read.ts';

type AskWordProps<T extends string> = {
  title: string;
  hint: string;
  words: Readonly<Record<T, string>>;
  options: readonly T[];
  thanks: string;
  send: (word: T) => Promise<unknown>;
};

/** One question with a few answers; the last one given counts. */
export function AskWord<T extends string>({ title, hint, words, options, thanks, send }: AskWordProps<T>) {
  const texts = useTexts();
  const [said, setSaid] = useState<T>();
  const answer = async (word: T): Promise<void> => {
    try {
      await send(word);
      setSaid(word);
      Toast.show(thanks);
    } catch (error) {
      Toast.show(toRead(describeFault(error, texts)));
    }
  };
  return (
    <section className="mq-card mq-panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="mq-muted">{hint}</p>
      <div className="mq-answers">
        {options.map((option) => (
          <Button
            key={option}
            size="small"
            color={said === option ? 'primary' : 'default'}
            aria-pressed={said === option}
            onClick={() => void answer(option)}
          >
            {words[option]}
          </Button>
        ))}
      </div>
    </section>
  );
}
