import { describe, expect, test } from 'vitest';
import type { OpenTarget } from '../../../../../electron/contract/shell.js';
import { OpenRequests } from '../../../../../electron/main/open-requests/open-requests.js';

const magnet = (uri: string) => ({ kind: 'magnet', uri }) as const;
const file = (path: string) => ({ kind: 'file', path }) as const;

function setup(sizeOf: (file: string) => number = () => 1) {
  const delivered: (readonly OpenTarget[])[] = [];
  const reads: string[] = [];
  let onRead = (): void => undefined;
  const requests = new OpenRequests({
    readFile: async (name) => {
      reads.push(name);
      onRead();
      if (name === '/throws') throw new Error('no');
      return { kind: 'torrent', fileName: name, bytes: new Uint8Array(sizeOf(name)) };
    },
    deliver: (targets) => delivered.push(targets),
  });
  return {
    requests,
    delivered,
    reads,
    whenReading: (run: () => void) => {
      onRead = run;
    },
  };
}

describe('open requests', () => {
  test('wait unread until the page listens, then come in the order they were made, each drop at once', async () => {
    const { requests, delivered, reads } = setup();
    requests.add([magnet('m1')]);
    requests.add([file('/a'), file('/b'), file('/c')]);
    await requests.settled();
    expect(reads).toEqual([]);
    requests.setListening(true);
    await requests.settled();
    expect(delivered.map((targets) => targets.length)).toEqual([1, 3]);
    expect(reads).toEqual(['/a', '/b', '/c']);
  });

  test('are not lost when the page reloads while they are read', async () => {
    const { requests, delivered, whenReading } = setup();
    whenReading(() => requests.setListening(false));
    requests.add([file('/a')]);
    requests.setListening(true);
    await requests.settled();
    expect(delivered).toEqual([]);
    whenReading(() => undefined);
    requests.setListening(true);
    await requests.settled();
    expect(delivered).toHaveLength(1);
  });

  test('of many large files come in several deliveries', async () => {
    const { requests, delivered } = setup(() => 24 * 1024 * 1024);
    requests.setListening(true);
    requests.add([file('/1'), file('/2'), file('/3'), file('/4'), file('/5')]);
    await requests.settled();
    expect(delivered.map((targets) => targets.length)).toEqual([3, 2]);
  });

  test('that cannot be read come as a sentence', async () => {
    const { requests, delivered } = setup();
    requests.setListening(true);
    requests.add([file('/throws'), { kind: 'refused', what: 'x', message: 'No.' }]);
    await requests.settled();
    expect(delivered).toEqual([
      [
        { kind: 'rejected', fileName: 'throws', message: '\u2068throws\u2069 could not be read.' },
        { kind: 'rejected', fileName: 'x', message: 'No.' },
      ],
    ]);
  });

  test('do not pile up without end', async () => {
    const { requests, delivered } = setup();
    for (let i = 0; i < 50; i++) requests.add(Array.from({ length: 100 }, (_, k) => magnet(`${i} ${k}`)));
    requests.setListening(true);
    await requests.settled();
    expect(delivered.flat()).toHaveLength(2_000);
  });
});
