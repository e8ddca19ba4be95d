import { describe, expect, it } from 'vitest';
import {
  originOf,
  redirectAllowed,
  trackerAddressAllowed,
  trackerUrlProblem,
  webSeedAddressAllowed,
} from '../../../../engine/base/outbound-rules.js';

describe('outbound rules', () => {
  it.each([
    'http://example.org/announce',
    'https://example.org:8443/x/announce?k=1',
    'udp://example.org:6969',
    'http://127.0.0.1:8000/announce',
    'udp://127.0.0.1:1',
    'http://[::1]:80/announce',
    'http://192.168.1.1/announce',
  ])('accepts the tracker %s', (url) => {
    expect(trackerUrlProblem(url)).toBeNull();
  });

  it.each([
    '',
    'example.org',
    'ftp://example.org/announce',
    'file:///etc/passwd',
    'wss://example.org/',
    'udp://example.org',
    'http://example.org:0/announce',
    'http://127.0.0.1:631/admin',
    'http://2130706433/admin',
    'http://0x7f.1/',
    'http://[::ffff:127.0.0.1]/x',
    'http://0.0.0.0/announce',
    `http://h/${'x'.repeat(5000)}`,
  ])('refuses the tracker %j', (url) => {
    expect(trackerUrlProblem(url)).not.toBeNull();
  });

  it('allows a name that leads to this machine at /announce and /scrape only', () => {
    expect(trackerAddressAllowed('127.0.0.1', 'http://evil.test/announce')).toBe(true);
    expect(trackerAddressAllowed('::1', 'http://evil.test/scrape?x')).toBe(true);
    expect(trackerAddressAllowed('127.0.0.1', 'http://evil.test/announce/../admin')).toBe(false);
    expect(trackerAddressAllowed('::ffff:127.0.0.1', 'http://evil.test/api')).toBe(false);
    expect(trackerAddressAllowed('8.8.8.8', 'http://good.test/api')).toBe(true);
    expect(trackerAddressAllowed('not an address', 'http://good.test/announce')).toBe(false);
  });

  it('allows web seeds in our network only without a query', () => {
    expect(webSeedAddressAllowed('10.0.0.1', 'http://nas.test/file.iso')).toBe(true);
    expect(webSeedAddressAllowed('10.0.0.1', 'http://router.test/cgi?reboot')).toBe(false);
    expect(webSeedAddressAllowed('8.8.8.8', 'http://seed.test/x?y')).toBe(true);
    expect(webSeedAddressAllowed('224.0.0.1', 'http://seed.test/x')).toBe(false);
  });

  it('lets no redirect lead further inwards', () => {
    expect(redirectAllowed('8.8.8.8', '9.9.9.9')).toBe(true);
    expect(redirectAllowed('8.8.8.8', '10.0.0.1')).toBe(false);
    expect(redirectAllowed('8.8.8.8', '127.0.0.1')).toBe(false);
    expect(redirectAllowed('8.8.8.8', '::ffff:192.168.0.1')).toBe(false);
    expect(redirectAllowed('10.0.0.1', '127.0.0.1')).toBe(false);
    expect(redirectAllowed('10.0.0.1', '8.8.8.8')).toBe(true);
    expect(redirectAllowed('127.0.0.1', '127.0.0.1')).toBe(true);
  });

  it('shows no path, query or password', () => {
    expect(originOf('https://user:pw@example.org:8443/passkey/announce?k=secret')).toBe('https://example.org:8443');
    expect(originOf('udp://example.org:6969/announce?k=secret')).toBe('udp://example.org:6969');
  });
});
