import { describe, expect, it } from 'vitest';
import { EngineError, type ErrorView } from '../../../../engine/api/errors.js';
import type { TransportChoice } from '../../../../engine/api/transport.js';
import type { SharedDatagrams } from '../../../../engine/base/ports.js';
import { ListeningPort } from '../../../../engine/session/listening-port.js';
import { seededRandom } from '../../../support/seeded-random.js';

/** `tcp`, `udp`: whether another program leaves us a port. */
function stage(wanted: number, tcp: (port: number) => boolean, udp: (port: number) => boolean, transport: TransportChoice = 'both') {
  const log: string[] = [];
  const errors: ErrorView[] = [];
  const datagrams: SharedDatagrams = {
    place: (port) => {
      log.push(`udp ${port}`);
      return Promise.resolve(port === 0 || udp(port));
    },
    subscribe: () => {
      throw new Error('nobody subscribes here');
    },
    close: () => void log.push('udp closed'),
  };
  const listening = new ListeningPort(
    {
      settings: () => ({ listenPort: wanted, bindAddress: null, transport }),
      onStream: () => undefined,
      onPicked: (port) => {
        log.push(`picked ${port}`);
        return Promise.resolve();
      },
      onFailed: (error) => errors.push(error),
    },
    {
      datagrams,
      random: seededRandom(1),
      listener: {
        listen: (port) => {
          if (port !== 0 && !tcp(port)) return Promise.reject(new EngineError('port-unavailable', 'in use', { port }));
          return Promise.resolve({ port: port === 0 ? 40_000 : port, close: () => void log.push(`tcp ${port} closed`) });
        },
      },
    },
  );
  return { listening, log, errors };
}
const free = () => true;
const taken = () => false;

describe('the listening port', () => {
  it('is the same for TCP and UDP', async () => {
    const { errors, listening, log } = stage(6881, free, free);
    await listening.open();
    expect([listening.port, log, errors]).toEqual([6881, ['udp 6881'], []]);
    listening.close();
    expect([listening.port, log.slice(1)]).toEqual([null, ['tcp 6881 closed']]); // connections over UDP end in their own time
  });

  it('is not opened for TCP where uTP alone is wanted, and must be had for UDP then', async () => {
    const alone = stage(6881, taken, free, 'utp');
    await alone.listening.open();
    expect([alone.listening.port, alone.log, alone.errors]).toEqual([6881, ['udp 6881'], []]);
    const { errors, listening, log } = stage(6881, free, taken, 'utp');
    await listening.open();
    expect([listening.port, listening.error?.code, log]).toEqual([null, 'port-unavailable', ['udp 6881', 'udp 0']]);
    expect(errors).toHaveLength(1);
  });

  it('that was chosen is kept where only its UDP side is taken, and that is told', async () => {
    const { errors, listening } = stage(6881, free, taken);
    await listening.open();
    expect(listening.port).toBe(6881);
    expect(errors.map(({ code, facts }) => [code, facts])).toEqual([['udp-port-unavailable', { port: 6881 }]]);
  });

  it('that was chosen and is taken leaves UDP at another, so that peers are found all the same', async () => {
    const { errors, listening, log } = stage(6881, taken, free);
    await listening.open();
    expect([listening.port, listening.error?.code, log]).toEqual([null, 'port-unavailable', ['udp 0']]);
    expect(errors).toHaveLength(1);
  });

  it('of our choice is one that both have, and is remembered', async () => {
    let tries = 0;
    const { errors, listening, log } = stage(
      0,
      () => ++tries !== 1,
      () => tries > 2,
    );
    await listening.open();
    expect([errors, tries]).toEqual([[], 3]);
    expect(log.at(-1)).toBe(`picked ${listening.port}`);
    expect(log.filter((line) => line.endsWith('closed'))).toHaveLength(1); // the one that UDP did not get
    expect(listening.port).toBeGreaterThanOrEqual(49_152);
  });
});
