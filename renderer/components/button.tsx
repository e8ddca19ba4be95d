/** Buttons: plain, outlined, filled (one a window), and square ones with an icon alone. */
import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.js';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly look?: 'plain' | 'line' | 'primary';
  readonly small?: boolean;
  readonly icon?: IconName;
}

export function Button({ look = 'plain', small = false, icon, children, ...rest }: ButtonProps) {
  const classes = ['btn', look === 'plain' ? '' : look, small ? 'small' : ''].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} {...rest}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children'> {
  readonly icon: IconName;
  /** What it does: its name for a screen reader and its tooltip. */
  readonly label: string;
  readonly small?: boolean;
  readonly shortcut?: string;
}

export function IconButton({ icon, label, small = false, shortcut, ...rest }: IconButtonProps) {
  const title = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <button type="button" className={small ? 'btn icon small' : 'btn icon'} aria-label={label} title={title} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
