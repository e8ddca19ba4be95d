/** Text from strangers: its own direction, marks for what cannot be seen, never markup. */
import { visibleText } from '../../i18n/format/visible-text.js';

interface TextProps {
  readonly children: string;
  readonly className?: string;
  readonly title?: string;
  /** Paths, addresses and hashes run from left to right in every language. */
  readonly ltr?: boolean;
}

export function Text({ children, className, title, ltr = false }: TextProps) {
  return (
    <bdi dir={ltr ? 'ltr' : 'auto'} className={className} title={title}>
      {visibleText(children)}
    </bdi>
  );
}
