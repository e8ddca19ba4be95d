/** What is said to and by an Internet Gateway Device: the search for it, its description, and its actions (UPnP IGD 1 and 2). Pure. */
import { elements, escapeXml, fieldText } from './xml-fields.js';

export const SSDP = { host: '239.255.255.250', port: 1900 } as const;

/** The services that map ports, best first. */
const SERVICES = [
  'urn:schemas-upnp-org:service:WANIPConnection:2',
  'urn:schemas-upnp-org:service:WANIPConnection:1',
  'urn:schemas-upnp-org:service:WANPPPConnection:1',
];
const DEVICES = ['urn:schemas-upnp-org:device:InternetGatewayDevice:1', 'urn:schemas-upnp-org:device:InternetGatewayDevice:2'];

/** The service to be asked, and where. */
export interface IgdService {
  readonly type: string;
  readonly controlUrl: string;
}

/** The searches to send (UPnP Device Architecture, 1.3.2): answers come within a second. */
export function searches(): Uint8Array[] {
  return DEVICES.map((target) => {
    const head = ['M-SEARCH * HTTP/1.1', `HOST: ${SSDP.host}:${SSDP.port}`, 'MAN: "ssdp:discover"', 'MX: 1', `ST: ${target}`, '', ''];
    return new TextEncoder().encode(head.join('\r\n'));
  });
}

/** Where an answer to a search says that the description is; only at the address that answered, as http. */
export function descriptionUrl(answer: Uint8Array, from: string): string | null {
  if (answer.length > 4_096) return null;
  const text = new TextDecoder('latin1').decode(answer);
  if (!/^HTTP\/1\.[01] 200\b/.test(text)) return null;
  const location = /^location:[ \t]*(\S+)[ \t]*$/im.exec(text)?.[1];
  return location !== undefined && isAt(location, from) ? location : null;
}

/** The best service in a description, its address made whole; null when there is none that lies at the gateway itself. */
export function serviceIn(description: string, url: string): IgdService | null {
  const base = fieldText(description, 'URLBase') ?? url;
  const offered = elements(description, 'service').map((service) => ({
    type: fieldText(service, 'serviceType') ?? '',
    path: fieldText(service, 'controlURL') ?? '',
  }));
  for (const type of SERVICES) {
    for (const { path } of offered.filter((service) => service.type === type && service.path !== '')) {
      const controlUrl = URL.canParse(path, base) ? new URL(path, base).href : '';
      if (isAt(controlUrl, new URL(url).hostname)) return { type, controlUrl };
    }
  }
  return null;
}

/** One action as SOAP wants it: the header that names it, and the body. */
export function soapRequest(
  service: IgdService,
  action: string,
  fields: readonly (readonly [string, string | number])[],
): { readonly action: string; readonly body: string } {
  const inner = fields.map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`).join('');
  const body =
    '<?xml version="1.0"?>' +
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">' +
    `<s:Body><u:${action} xmlns:u="${service.type}">${inner}</u:${action}></s:Body></s:Envelope>`;
  return { action: `"${service.type}#${action}"`, body };
}

/** The UPnP error code of a fault; null when there is none to be read. */
export function faultCode(body: string): number | null {
  const text = fieldText(body, 'errorCode');
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

function isAt(url: string, host: string): boolean {
  if (url.length > 1_024 || !URL.canParse(url)) return false;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' && parsed.hostname === host && parsed.username === '';
}
