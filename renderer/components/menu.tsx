/** Menus inside the window, with the keyboard and roles of the platform's own. */
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.js';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  onOpenChange?(open: boolean): void;
}

export function Menu({ trigger, children, align = 'end', onOpenChange }: MenuProps) {
  return (
    <Base.Root modal={false} onOpenChange={(open) => onOpenChange?.(open)}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner className="menu-place" sideOffset={6} align={align}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ItemProps {
  readonly children: string;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly testId?: string;
  onSelect(): void;
}

export function MenuItem({ children, shortcut, disabled = false, testId, onSelect }: ItemProps) {
  return (
    <Base.Item className="menu-item" disabled={disabled} onClick={onSelect} data-testid={testId}>
      <span className="tick" />
      <span className="grow">{children}</span>
      {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
    </Base.Item>
  );
}

/** An item that is on or off. */
export function MenuCheck({
  children,
  shortcut,
  checked,
  testId,
  onChange,
}: Omit<ItemProps, 'onSelect'> & {
  readonly checked: boolean;
  onChange(checked: boolean): void;
}) {
  return (
    <Base.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange} data-testid={testId}>
      <span className="tick">{checked ? <Icon name="done" /> : null}</span>
      <span className="grow">{children}</span>
      {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
    </Base.CheckboxItem>
  );
}

/** One choice out of several, with a heading. */
export function MenuChoice<T extends string>({
  label,
  value,
  options,
  testId,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly testId: string;
  onChange(value: T): void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {options.map(([option, words]) => (
          <Base.RadioItem key={option} className="menu-item" value={option} data-testid={`${testId}-${option}`}>
            <span className="tick">{option === value ? <Icon name="done" /> : null}</span>
            <span className="grow">{words}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuLine() {
  return <Base.Separator className="menu-line" />;
}
