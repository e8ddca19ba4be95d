/**
 * The page's policy: it loads nothing but its own files and cannot be framed, navigated by a form, or given text
 * as script. Styles set through the CSSOM (element.style) are allowed by it; style attributes and elements are not.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  'media-src app:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
