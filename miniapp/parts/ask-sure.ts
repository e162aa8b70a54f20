type Sure = Readonly<{ content: string; confirmText: string; cancelText: string }>;

/**
 * Asks whether something that cannot be undone is meant. The dialog is announced by what it would do; the keyboard begins at the way out,
 * stays inside, leaves with Escape and comes back to where it was.
 */
export function askSure({ content, confirmText, cancelText }: Sure): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'mq-sure';
  dialog.setAttribute('aria-label', confirmText);
  const text = document.createElement('p');
  text.textContent = content;
  const row = document.createElement('div');
  const cancel = buttonOf(cancelText, () => dialog.close());
  const confirm = buttonOf(confirmText, () => dialog.close('yes'));
  confirm.className = 'mq-sure-yes';
  row.append(cancel, confirm);
  dialog.append(text, row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
    cancel.focus();
  });
}

function buttonOf(text: string, onPress: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', onPress);
  return button;
}
