/** The dot that stands for a label's colour; one without a colour has a ring. */
import type { LabelColour } from '../../electron/contract/index.js';

export function LabelDot({ colour }: { readonly colour: LabelColour | null }) {
  return <i className="label-dot" data-colour={colour ?? 'none'} aria-hidden="true" />;
}
