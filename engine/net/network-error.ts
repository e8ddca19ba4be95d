/** System and TLS error codes as plain sentences. */
import { EngineError } from '../api/errors.js';

/** An EngineError `network-failed` for a host; `code` is an errno or TLS code, e.g. `ECONNREFUSED`. */
export function networkFailed(host: string, code: string): EngineError {
  return new EngineError('network-failed', sentence(host, code), { host, errno: code });
}

/** The code of an error that Node reports, or its name. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) {
    const { code } = error as Error & { readonly code?: unknown };
    return typeof code === 'string' ? code : error.name;
  }
  return 'UNKNOWN';
}

function sentence(host: string, code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
    case 'ENODATA':
      return `The name ${host} could not be resolved.`;
    case 'ECONNREFUSED':
      return `${host} refused the connection.`;
    case 'ETIMEDOUT':
    case 'ESOCKETTIMEDOUT':
      return `${host} did not answer in time.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return `${host} broke the connection off.`;
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
    case 'ENETDOWN':
      return `${host} cannot be reached from here.`;
    case 'ADDRESS_NOT_ALLOWED':
      return `The address of ${host} is not allowed.`;
    case 'TOO_LARGE':
      return `The answer of ${host} is too large.`;
    case 'TOO_MANY_REDIRECTS':
      return `${host} redirects too often.`;
    case 'BAD_REDIRECT':
      return `${host} redirects to where we may not go.`;
    case 'BAD_URL':
      return 'The address is not one of http or https.';
    default:
      break;
  }
  if (code.startsWith('Z_') || code === 'BAD_ENCODING') return `The answer of ${host} is damaged.`;
  if (code.startsWith('HPE_')) return `${host} does not speak HTTP.`;
  if (/CERT|SIGNATURE|ISSUER|ALTNAME/.test(code)) return `The certificate of ${host} is not valid (${code}).`;
  if (/SSL|TLS/.test(code)) return `No secure connection to ${host} was possible (${code}).`;
  return `The connection to ${host} failed (${code}).`;
}
