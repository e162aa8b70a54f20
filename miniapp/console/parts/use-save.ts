import { Toast } from 'antd-mobile';
import { describeFault, isStale, type FieldNames } from '../../parts/fault.ts';
import { keepFocusNear } from '../../parts/keep-focus.ts';
import { consoleFieldNames } from '../../texts/screens/console-field-names.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { forgetTyped } from './leave-guard.ts';
import { useOnce } from './use-once.ts';

const LONG_TOAST_MS = 5_000;

/** Does something, says how it went, and shows what is there afterwards; answers whether it was done. */
export function useSave(
  reload: () => Promise<void>,
  names?: FieldNames,
): (work: () => Promise<unknown>, done?: string) => Promise<boolean> {
  const texts = useTexts();
  const common = useTable(consoleFieldNames);
  const once = useOnce();
  const { saved, stale } = useTable(consoleRuleTexts);
  const save = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    const comeBack = keepFocusNear();
    const isDone = await work().then(
      () => {
        forgetTyped();
        Toast.show({ icon: 'success', content: done });
        return true;
      },
      (error: unknown) => {
        const content = isStale(error) ? stale : describeFault(error, texts, { ...common, ...names });
        Toast.show({ content, duration: LONG_TOAST_MS });
        return false;
      },
    );
    await reload();
    comeBack();
    return isDone;
  };
  return (work, done = saved) => once(() => save(work, done), false);
}
