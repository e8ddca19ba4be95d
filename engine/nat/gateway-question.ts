/** One question to a gateway over UDP: asked again with doubling waits until an answer is accepted or patience ends (RFC 6886, 3.1). */
import type { Clock, DatagramFactory, DatagramPort } from '../base/ports.js';
import type { Gateway } from './mapping.js';

const FIRST_WAIT_MS = 250;
/** 250 ms, then 500, 1,000 and 2,000: a gateway is one hop away, and there are other protocols to try. */
const TRIES = 4;

export interface QuestionPorts {
  readonly clock: Clock;
  readonly datagrams: DatagramFactory;
}

/**
 * Asks until `accept` gives something else than null.
 * @param port at the gateway
 * @returns null when nobody answered
 */
export function askGateway<T>(
  { clock, datagrams }: QuestionPorts,
  gateway: Gateway,
  port: number,
  question: Uint8Array,
  accept: (answer: Uint8Array) => T | null,
): Promise<T | null> {
  return new Promise((resolve) => {
    let tries = 0;
    let cancel = (): void => undefined;
    const end = (result: T | null): void => {
      cancel();
      socket.close();
      resolve(result);
    };
    const socket: DatagramPort = datagrams.open(
      { family: gateway.address.includes(':') ? 6 : 4, port: 0, address: gateway.localAddress },
      (bytes, from) => {
        // From the gateway and nobody else (RFC 6887, section 8.3).
        if (from.host !== gateway.address || from.port !== port) return;
        const accepted = accept(bytes);
        if (accepted !== null) end(accepted);
      },
      () => undefined, // "refused" comes while a gateway restarts, too: the waits decide
    );
    const ask = (): void => {
      if (tries === TRIES) return end(null);
      socket.send(question, { host: gateway.address, port });
      cancel = clock.after(FIRST_WAIT_MS * 2 ** tries++, ask);
    };
    ask();
  });
}
