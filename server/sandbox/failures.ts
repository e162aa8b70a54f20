import { flatJson } from './router.ts';
import type { RawReply } from './router.ts';
import type { FailureRule } from './types.ts';

/** Faults to answer instead of the truth, used up in the order they were set. */
export function createFailures() {
  const rules: FailureRule[] = [];
  return {
    add: (rule: FailureRule): void => {
      rules.push({ ...rule });
    },
    clear: (): void => {
      rules.length = 0;
    },
    take: (path: string): RawReply | null => {
      const index = rules.findIndex((rule) => path.startsWith(rule.path));
      const rule = rules[index];
      if (rule === undefined) return null;
      rule.times -= 1;
      if (rule.times <= 0) rules.splice(index, 1);
      const reply = flatJson({ code: rule.code, msg: rule.msg ?? 'injected fault' }, rule.status).reply;
      return { ...reply, headers: { ...reply.headers, ...rule.headers } };
    },
  };
}
