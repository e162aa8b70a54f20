import { Button, DotLoading, type ButtonProps } from 'antd-mobile';

type Props = Omit<ButtonProps, 'loading' | 'loadingText' | 'loadingIcon'> & { busy: boolean };

/** A button that keeps its name and the keyboard while what it asked for is done; pressed again meanwhile, it does nothing. */
export function BusyButton({ busy, children, onClick, ...look }: Props) {
  return (
    <Button
      {...look}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else return onClick?.(event);
      }}
    >
      {children}
      {busy && (
        <span aria-hidden="true">
          {' '}
          <DotLoading color="currentColor" />
        </span>
      )}
    </Button>
  );
}
