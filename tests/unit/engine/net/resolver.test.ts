import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import { SystemResolver } from '../../../../engine/net/resolver.io.js';

const errno = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof EngineError ? `${error.code} ${error.facts.errno}` : error),
  );

describe('resolver', () => {
  it('lets literals pass without asking', async () => {
    const resolver = new SystemResolver({ lookupAll: async () => Promise.reject(new Error('asked')) });
    expect(await resolver.resolve('127.0.0.1')).toEqual(['127.0.0.1']);
    expect(await resolver.resolve('2001:DB8::0:1')).toEqual(['2001:db8::1']);
    expect(await resolver.resolve('::ffff:10.0.0.1')).toEqual(['10.0.0.1']);
  });

  it('resolves localhost through the system', async () => {
    const addresses = await new SystemResolver().resolve('localhost');
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(['127.0.0.1', '::1']).toContain(address);
  });

  it('asks once for questions at one time and keeps the answer', async () => {
    let asked = 0;
    const resolver = new SystemResolver({
      lookupAll: async () => {
        asked += 1;
        return ['10.0.0.1', '10.0.0.2'];
      },
    });
    await Promise.all([resolver.resolve('a.test'), resolver.resolve('a.test')]);
    expect(await resolver.resolve('a.test')).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(asked).toBe(1);
    resolver.clear();
    await resolver.resolve('a.test');
    expect(asked).toBe(2);
  });

  it('keeps no failure', async () => {
    const answers: (() => Promise<string[]>)[] = [
      async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
      async () => [],
      async () => ['10.0.0.1'],
    ];
    const resolver = new SystemResolver({ lookupAll: () => answers.shift()?.() ?? Promise.resolve([]) });
    expect(await errno(resolver.resolve('a.test'))).toBe('network-failed ENOTFOUND');
    expect(await errno(resolver.resolve('a.test'))).toBe('network-failed ENOTFOUND');
    expect(await errno(resolver.resolve('a.test'))).toBe('fine');
  });

  it('gives up in time', async () => {
    const resolver = new SystemResolver({ lookupAll: () => new Promise(() => undefined), timeoutMs: 50 });
    expect(await errno(resolver.resolve('slow.test'))).toBe('network-failed ETIMEDOUT');
  });
});
