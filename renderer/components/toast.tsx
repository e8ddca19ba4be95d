/** A short message that leaves by itself. Its time stands still while it is pointed at or holds the keyboard focus. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from './button.js';
import { Icon, type IconName } from './icon.js';

interface ToastProps {
  readonly kind: string;
  readonly icon: IconName;
  readonly tone: string;
  readonly lifeMs: number;
  readonly dismissLabel: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  onDismiss(): void;
}

export function Toast({ kind, icon, tone, lifeMs, dismissLabel, children, action, onDismiss }: ToastProps) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const left = useRef(lifeMs);
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;
  const held = pointed || focused;
  useEffect(() => {
    if (held) return;
    const from = performance.now();
    const timer = setTimeout(() => dismiss.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1000, left.current - (performance.now() - from));
    };
  }, [held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only stops the clock
    <div
      className="toast"
      data-testid={`toast-${kind}`}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Icon name={icon} className={tone} />
      <span className="grow">{children}</span>
      {action}
      <IconButton icon="close" label={dismissLabel} small onClick={onDismiss} />
    </div>
  );
}
