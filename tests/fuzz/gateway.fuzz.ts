/** Whatever a gateway answers is read to its end, and leads nowhere but to the gateway itself. */

import { descriptionUrl, faultCode, serviceIn } from '../../engine/nat/igd.js';
import { decodeNatPmpAnswer } from '../../engine/nat/nat-pmp.js';
import { decodePcpAnswer, encodePcpMapRequest } from '../../engine/nat/pcp.js';

const HOST = '192.168.1.1';
const text = (words: string): Uint8Array => Uint8Array.from(Buffer.from(words, 'latin1'));

export function fuzz(data: Uint8Array): void {
  decodeNatPmpAnswer(data);
  decodePcpAnswer(data);
  const url = descriptionUrl(data, HOST);
  if (url !== null && new URL(url).hostname !== HOST) throw new Error(`sent to ${url}`);
  const words = Buffer.from(data).toString('latin1');
  faultCode(words);
  const service = serviceIn(words, `http://${HOST}:5000/root.xml`);
  if (service !== null && new URL(service.controlUrl).hostname !== HOST) throw new Error(`sent to ${service.controlUrl}`);
}

const request = encodePcpMapRequest({ protocol: 'tcp', internalPort: 1, externalPort: 2, lifetimeS: 3 }, new Uint8Array(12), HOST);

export const seeds: readonly Uint8Array[] = [
  Uint8Array.of(0, 0x82, 0, 0, 0, 0, 0, 5, 0xc8, 0xd5, 0xc8, 0xd6, 0, 0, 7, 8),
  Uint8Array.of(2, 0x81, 0, 0, ...request.subarray(4)),
  text(`HTTP/1.1 200 OK\r\nLOCATION: http://${HOST}:5000/root.xml\r\n\r\n`),
  text(
    '<root><URLBase>http://192.168.1.1/</URLBase><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>' +
      '<controlURL>/ctl</controlURL></service></root>',
  ),
  text('<errorCode>718</errorCode>'),
];
