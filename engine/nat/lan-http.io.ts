/** Requests to a gateway on the local network: plain http to the one address that was found, small answers, no redirects. */
import { request } from 'node:http';
import type { LanHttp } from './lan-http.js';
import { MAX_XML_CHARS } from './xml-fields.js';

const TIMEOUT_MS = 4_000;

export const lanHttp: LanHttp = {
  send: ({ url, localAddress, soap }) =>
    new Promise((resolve) => {
      const headers =
        soap === undefined
          ? {}
          : {
              soapaction: soap.action,
              'content-type': 'text/xml; charset="utf-8"',
              'content-length': String(Buffer.byteLength(soap.body)),
            };
      const options = { method: soap === undefined ? 'GET' : 'POST', headers: { ...headers, connection: 'close' }, localAddress };
      const asked = request(url, options, (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          body += text;
          if (body.length > MAX_XML_CHARS) asked.destroy();
        });
        answer.on('end', () => resolve(answer.complete ? { status: answer.statusCode ?? 0, body } : null));
        answer.on('error', () => resolve(null));
        answer.on('close', () => resolve(null));
      });
      // The whole of it: a gateway that sends a byte now and then is not waited for.
      const timer = setTimeout(() => asked.destroy(), TIMEOUT_MS);
      asked.on('close', () => {
        clearTimeout(timer);
        resolve(null);
      });
      asked.on('error', () => resolve(null));
      asked.end(soap?.body);
    }),
};
