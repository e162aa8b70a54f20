import { Button } from 'antd-mobile';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';

type PictureProps = { src: string; alt: string; className: string; lazy?: boolean };

/** A picture of the server's; where it does not come, that is said in its place, with a way to ask again. */
export function Picture({ src, alt, className, lazy = false }: PictureProps) {
  const texts = useTexts();
  const [lost, setLost] = useState<string>();
  if (lost === src)
    return (
      <div className="mq-picture-lost" role="group" aria-label={alt}>
        <p className="mq-muted" role="status">
          {texts.pictureLost}
        </p>
        <Button size="small" onClick={() => setLost(undefined)}>
          {texts.retry}
        </Button>
      </div>
    );
  return (
    <img
      className={className}
      src={src}
      alt={alt}
      {...(lazy && { loading: 'lazy' as const })}
      onError={() => setLost(src)}
    />
  );
}
