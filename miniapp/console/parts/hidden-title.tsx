import { useShowing } from './shown.ts';

/** The title of a page whose first panel shows it: for the tab, and for whoever goes by headings. */
export function HiddenTitle({ title }: { title: string }) {
  useShowing(title);
  return <h1 className="mq-hidden">{title}</h1>;
}
