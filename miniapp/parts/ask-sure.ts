import { Dialog } from 'antd-mobile';

/** Asks whether something that cannot be undone is meant; the dialog is announced by what it would do. */
export const askSure = (sure: {
  content: string;
  confirmText: string;
  cancelText: string;
}): Promise<boolean> => Dialog.confirm({ ...sure, 'aria-label': sure.confirmText });
