import { Button } from 'antd-mobile';
import { useState } from 'react';
import { useTable } from '../texts/language.tsx';
import { myDataTexts } from '../texts/screens/my-data.ts';
import { Picture } from './picture.tsx';

/** The drawn day, as wide as the screen or at its own size to be moved under a thumb; `large`: another drawing for that. */
export function TrackPicture({ src, large = src }: { src: string; large?: string }) {
  const texts = useTable(myDataTexts).day;
  const [isLarge, setLarge] = useState(false);
  return (
    <>
      <div className="mq-track-frame" tabIndex={isLarge ? 0 : -1} role="group" aria-label={texts.picture}>
        <Picture
          className={isLarge ? 'mq-track-picture mq-large' : 'mq-track-picture'}
          src={isLarge ? large : src}
          alt={texts.picture}
        />
      </div>
      <Button size="small" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
        {isLarge ? texts.smaller : texts.larger}
      </Button>
    </>
  );
}
