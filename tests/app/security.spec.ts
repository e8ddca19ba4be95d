/** What the page cannot do, tried in the real Electron with Chromium's sandbox on. */
import { expect, test } from '@playwright/test';
import { launchShoal, type ShoalApp } from './harness/shoal-app.js';
import { makeRoom, type Room } from './harness/stage.js';

let room: Room;
let app: ShoalApp;
const requests: string[] = [];

test.beforeAll(async () => {
  room = makeRoom();
  app = await launchShoal({ profile: room.own('profile'), saveTo: room.own('downloads') });
  app.page.on('request', (request) => requests.push(request.url()));
});
test.afterAll(async () => {
  await app.quit();
  room.dispose();
});

test('runs with the sandbox on and as an ordinary user', async () => {
  const facts = await app.electron.evaluate(({ app }) => ({
    uid: process.getuid?.() ?? -1,
    noSandbox: app.commandLine.hasSwitch('no-sandbox'),
  }));
  expect(facts.noSandbox).toBe(false);
  if (process.platform === 'linux') expect(facts.uid).not.toBe(0);
});

test('the page is isolated: no Node, no Electron, one frozen bridge', async () => {
  const found = await app.page.evaluate(() => ({
    node: [
      typeof (globalThis as Record<string, unknown>).require,
      typeof (globalThis as Record<string, unknown>).process,
      typeof (globalThis as Record<string, unknown>).Buffer,
    ],
    bridge: Object.keys(window.shoal).sort(),
    frozen: Object.isFrozen(window.shoal),
    address: location.origin,
  }));
  expect(found.node).toEqual(['undefined', 'undefined', 'undefined']);
  expect(found.bridge).toEqual(['invoke', 'onPush', 'pathOf', 'platform', 'send']);
  expect(found.frozen).toBe(true);
  expect(found.address).toMatch(/^app:\/\//);
});

test('the content policy refuses eval, inline script and foreign connections', async () => {
  const outcome = await app.page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    // In a task of its own: what a debugger evaluates directly is exempt from the policy.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return "ran"')());
        } catch {
          resolve('refused');
        }
      });
    });
    const script = document.createElement('script');
    let inline = 'refused';
    try {
      script.textContent = 'globalThis.__inline = true';
      document.head.append(script);
      if ('__inline' in globalThis) inline = 'ran';
    } catch {
      inline = 'refused';
    }
    const fetched = await fetch('https://example.com/').then(
      () => 'loaded',
      () => 'refused',
    );
    const image = await new Promise<string>((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = 'http://127.0.0.1:9/a.png';
    });
    script.remove();
    return { evaluated, inline, fetched, image, violations };
  });
  expect(outcome).toMatchObject({ evaluated: 'refused', inline: 'refused', fetched: 'refused', image: 'refused' });
  expect(outcome.violations).toEqual(expect.arrayContaining(['connect-src', 'img-src']));
});

test('the page cannot be led elsewhere and opens no windows', async () => {
  const before = app.page.url();
  await app.page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await app.page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  const opened = await app.page.evaluate(() => [window.open('https://example.com/'), window.open('about:blank')].filter(Boolean).length);
  await app.page.waitForTimeout(300);
  expect(opened).toBe(0);
  expect(app.page.url()).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
});

test('permissions are refused', async () => {
  const states = await app.page.evaluate(async () => [
    await Notification.requestPermission(),
    await navigator.mediaDevices?.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    ),
    await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('denied'),
      ),
    ),
  ]);
  expect(states.filter((state) => state === 'granted')).toEqual([]);
});

test('main answers no window but its own, and no frame inside it', async () => {
  const foreign = await app.electron.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/dist/preload.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
    await window.loadURL('data:text/html,stranger');
    const answer = await window.webContents.executeJavaScript("window.shoal.invoke('settings.get', {})");
    window.destroy();
    return answer;
  });
  expect(foreign).toMatchObject({ ok: false });

  const framed = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = 'app://bundle/index.html';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    let answer: unknown = 'no bridge';
    try {
      answer = await (frame.contentWindow as Window | null)?.shoal?.invoke('settings.get', {});
    } catch (error) {
      answer = String(error); // its page was refused: what is there instead is of another origin
    }
    frame.remove();
    return answer;
  });
  expect(JSON.stringify(framed) ?? '').not.toContain('"ok":true');
});

test('calls with the wrong shape are refused, not acted on', async () => {
  const answers = await app.page.evaluate(async () => {
    const call = window.shoal.invoke as (name: string, args: unknown) => Promise<{ ok: boolean }>;
    return Promise.all([
      call('torrents.remove', { ids: 'all', deleteData: true }),
      call('torrents.unknown', {}),
      call('constructor', {}),
      call('__proto__', {}),
      call('settings.set', { changes: { listenPort: 70_000 } }),
      call('torrents.add', { source: { kind: 'file', bytes: 'x' }, savePath: 5 }),
    ]);
  });
  for (const answer of answers) expect(answer.ok).toBe(false);
});

test('nothing was asked of the network', () => {
  expect(requests.filter((url) => !/^(app|data|blob):/.test(url) && !url.includes('example.com') && !url.includes('127.0.0.1:9'))).toEqual(
    [],
  );
});
