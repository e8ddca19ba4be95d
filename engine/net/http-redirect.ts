/** What one HTTP exchange led to: the end, or another place to ask (RFC 9110, 15.4). */

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** `address`: who sends us on, as a literal. */
export type Step<T> = { readonly location: string; readonly address: string } | { readonly result: T };

/** Where the answer sends us; undefined when it is no redirect. */
export const redirectOf = (status: number, location: string | undefined): string | undefined =>
  REDIRECTS.has(status) ? location : undefined;
