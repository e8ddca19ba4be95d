/** A checkbox with a third, mixed state. */
import { type ComponentProps, useEffect, useRef } from 'react';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'onChange' | 'checked'> {
  readonly checked: boolean | 'mixed';
  onChange(checked: boolean): void;
}

export function Checkbox({ checked, onChange, ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = checked === 'mixed';
  }, [checked]);
  return (
    <input
      ref={ref}
      type="checkbox"
      className="check"
      checked={checked === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      {...rest}
    />
  );
}
