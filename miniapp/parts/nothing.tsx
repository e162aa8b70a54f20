import { Empty } from 'antd-mobile';
import { EmptyIcon } from 'antd-mobile/es/components/empty/empty-icon';

/** Nothing to show, in words; the kit's picture says no more than they do, and a screen reader passes it by. */
export function Nothing({ text }: { text: string }) {
  return <Empty description={text} image={<EmptyIcon className="adm-empty-image" aria-hidden />} />;
}
