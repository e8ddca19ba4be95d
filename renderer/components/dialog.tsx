/**
 * A dialog inside the window. The page behind it is inert (the caller sees to that), Esc closes it, and the keyboard
 * focus goes back to where it was. It takes the focus once, when it opens, and never again.
 */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.js';

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly testId: string;
  readonly children: ReactNode;
  /** As high as what it holds, and narrow. */
  readonly small?: boolean;
  onClose(): void;
}

export function Dialog({ title, closeLabel, testId, children, small = false, onClose }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    (box.current?.querySelector<HTMLElement>('[data-autofocus]') ?? box.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div className="scrim">
      <div
        ref={box}
        className={small ? 'dialog small' : 'dialog'}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        data-testid={testId}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <header className="titlebar">
          <h1 id={titleId} className="grow">
            {title}
          </h1>
          <IconButton icon="close" label={closeLabel} small onClick={onClose} />
        </header>
        {children}
      </div>
    </div>
  );
}
