import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { descriptionUrl, faultCode, searches, serviceIn, soapRequest } from '../../../../engine/nat/igd.js';
import { elements, fieldText, MAX_XML_CHARS } from '../../../../engine/nat/xml-fields.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const answer = (...lines: string[]) => Uint8Array.from(Buffer.from(['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n'), 'latin1'));

const service = (type: string, path: string) =>
  `<service><serviceType>urn:schemas-upnp-org:service:${type}</serviceType><controlURL>${path}</controlURL></service>`;
const description = (...services: string[]) =>
  `<?xml version="1.0"?><root xmlns="urn:x"><device><serviceList>${services.join('')}</serviceList></device></root>`;
const URL_HERE = 'http://192.168.1.1:5000/rootDesc.xml';

describe('an Internet Gateway Device', () => {
  test('is searched for by multicast, in both versions', () => {
    expect(searches().map(text)).toEqual([
      expect.stringMatching(/^M-SEARCH \* HTTP\/1\.1\r\nHOST: 239\.255\.255\.250:1900\r\n.*InternetGatewayDevice:1\r\n\r\n$/s),
      expect.stringMatching(/InternetGatewayDevice:2\r\n\r\n$/),
    ]);
  });

  test('is believed about itself only: its description must lie at the address that answered', () => {
    expect(descriptionUrl(answer(`LOCATION: ${URL_HERE}`), '192.168.1.1')).toBe(URL_HERE);
    expect(descriptionUrl(answer(`Location:${URL_HERE}`), '192.168.1.1')).toBe(URL_HERE);
    for (const elsewhere of [
      'http://192.168.1.2:5000/x',
      'http://127.0.0.1/x',
      'https://192.168.1.1/x',
      'http://me@192.168.1.1/x',
      'file:///etc/passwd',
    ]) {
      expect(descriptionUrl(answer(`LOCATION: ${elsewhere}`), '192.168.1.1')).toBeNull();
    }
    expect(descriptionUrl(Uint8Array.from(Buffer.from('NOTIFY * HTTP/1.1\r\n\r\n')), '192.168.1.1')).toBeNull();
  });

  test('offers the service that maps ports, wherever it stands, with its address made whole', () => {
    const offered = description(
      service('Layer3Forwarding:1', '/l3'),
      service('WANPPPConnection:1', '/ppp'),
      service('WANIPConnection:1', 'ctl/IPConn'),
    );
    expect(serviceIn(offered, URL_HERE)).toEqual({
      type: 'urn:schemas-upnp-org:service:WANIPConnection:1',
      controlUrl: 'http://192.168.1.1:5000/ctl/IPConn',
    });
  });

  test('cannot send us elsewhere by its description', () => {
    expect(serviceIn(description(service('WANIPConnection:1', 'http://127.0.0.1:9091/rpc')), URL_HERE)).toBeNull();
    const based = description(service('WANIPConnection:1', '/x')).replace('<device>', '<URLBase>http://10.0.0.9/</URLBase><device>');
    expect(serviceIn(based, URL_HERE)).toBeNull();
  });

  test('is asked in SOAP, with every value escaped', () => {
    const { action, body } = soapRequest({ type: 'urn:t:1', controlUrl: URL_HERE }, 'AddPortMapping', [
      ['NewPortMappingDescription', '<&">'],
    ]);
    expect(action).toBe('"urn:t:1#AddPortMapping"');
    expect(fieldText(body, 'NewPortMappingDescription')).toBe('<&">');
    expect(body).toContain('&#60;&#38;&#34;&#62;');
  });

  test('says why it refuses by a code', () => {
    const fault =
      '<s:Envelope><s:Body><s:Fault><detail><UPnPError><errorCode>718</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>';
    expect(faultCode(fault)).toBe(718);
    expect(faultCode('<errorCode>many</errorCode>')).toBeNull();
    expect(faultCode('')).toBeNull();
  });
});

describe('reading XML', () => {
  test('a document type is refused: entities cannot be declared', () => {
    expect(elements('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'a')).toEqual([]);
  });

  test('what is longer than any gateway’s is not read', () => {
    expect(elements(`<a>${'x'.repeat(MAX_XML_CHARS)}</a>`, 'a')).toEqual([]);
  });

  test('prefixes and attributes do not matter, unclosed elements are none', () => {
    expect(elements('<u:a x="1">1</u:a><a>2</a><a>', 'a')).toEqual(['1', '2']);
  });

  test('any text is read to its end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', ':', '&', '#', '6', ';', ' ') }),
        (xml) => void fieldText(xml, 'a'),
      ),
    );
  });
});
