/** Text from strangers: its own direction, marks for what cannot be seen, never markup. */
import { visibleText } from '../format/visible-text.js';

export function Text({ children, className, title }: { readonly children: string; readonly className?: string; readonly title?: string }) {
  return (
    <bdi dir="auto" className={className} title={title}>
      {visibleText(children)}
    </bdi>
  );
}
