/** Numbers whose digits end on one line: the unit sits in its own fixed box, and zero is an en dash in the digits' place. */
import { splitRate, splitSize } from '../../i18n/format/size.js';

export function Size({ bytes }: { readonly bytes: number | null }) {
  if (bytes === null) return <Nothing unit="b" />;
  const { digits, unit } = splitSize(bytes);
  return (
    <>
      {digits}
      <u className="b">{unit}</u>
    </>
  );
}

export function Rate({ bps }: { readonly bps: number }) {
  const parts = splitRate(bps);
  if (parts === null) return <Nothing unit="r" />;
  return (
    <>
      {parts.digits}
      <u>{parts.unit}</u>
    </>
  );
}

function Nothing({ unit }: { readonly unit: 'b' | 'r' }) {
  return (
    <>
      –<u className={unit === 'b' ? 'b' : undefined} />
    </>
  );
}
