/** Text as one sees it: no marks of direction, and spaces that do not break are spaces. */
export const plainText = (text: string | null | undefined): string =>
  (text ?? '').replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
