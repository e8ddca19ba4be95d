/** A value or a typed error: what codecs return, so that hostile bytes never throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** A decoding failure: a stable code for tests and words, a plain sentence, and where it was found. */
export interface DecodeError {
  readonly code: string;
  readonly message: string;
  /** Dotted path of the field, e.g. `info.files.3.path`. */
  readonly field?: string;
  readonly offsetBytes?: number;
}
