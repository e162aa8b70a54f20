import { Button, Result } from 'antd';
import { describeFault } from '../parts/fault.ts';
import { useTexts } from '../texts/language.tsx';

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const texts = useTexts();
  return (
    <Result
      status="warning"
      title={texts.failed}
      subTitle={describeFault(error, texts)}
      extra={<Button onClick={onRetry}>{texts.retry}</Button>}
    />
  );
}
