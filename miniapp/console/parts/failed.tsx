import { Button, ErrorBlock } from 'antd-mobile';
import { describeFault } from '../../parts/fault.ts';
import { useTexts } from '../../texts/language.tsx';

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const texts = useTexts();
  return (
    <ErrorBlock fullPage title={texts.failed} description={describeFault(error, texts)}>
      <Button onClick={onRetry}>{texts.retry}</Button>
    </ErrorBlock>
  );
}
