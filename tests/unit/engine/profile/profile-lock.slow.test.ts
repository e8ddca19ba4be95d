import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockProfile, type ProfileLock } from '../../../../engine/profile/profile-lock.io.js';
import { bootId, isRunning, processStart } from '../../../../engine/profile/running-process.io.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';

describe('the lock of a profile', () => {
  let scratch: Scratch;
  let folder: string;
  const held: ProfileLock[] = [];

  beforeEach(() => {
    scratch = makeScratch('lock');
    folder = scratch.folder('state');
  });
  afterEach(async () => {
    for (const lock of held.splice(0)) await lock.release();
    scratch.dispose();
  });

  async function take(): Promise<ProfileLock> {
    const lock = await lockProfile(folder);
    held.push(lock);
    return lock;
  }
  /** A lock as another process left it. */
  const leave = (fields: object) => writeFileSync(join(folder, 'lock'), JSON.stringify({ key: 'k', boot: null, started: null, ...fields }));
  /** The id of a process that has ended. */
  async function deadPid(): Promise<number> {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    return child.pid ?? 0;
  }

  it('is taken, refused to a second one with a sentence that says who has it, and given back', async () => {
    const first = await take();
    expect(first.afterCrash).toBe(false);
    await expect(lockProfile(folder)).rejects.toMatchObject({
      code: 'profile-in-use',
      message: expect.stringContaining(`process ${process.pid}`),
      facts: { path: folder, pid: process.pid },
    });
    await first.release();
    await first.release();
    expect(readdirSync(folder)).toEqual([]);
    expect((await take()).afterCrash).toBe(false);
  });

  it('goes to one of many that try at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take()));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is taken over from a process that has ended, by one of many that try at once', async () => {
    leave({ pid: await deadPid() });
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => take()));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(held[0]?.afterCrash).toBe(true);
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is taken over although one that was taking it over was killed', async () => {
    const pid = await deadPid();
    leave({ pid });
    const dead = readFileSync(join(folder, 'lock'), 'utf8');
    const name = `lock.taking.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`;
    writeFileSync(join(folder, name), JSON.stringify({ pid, key: 'other', boot: null, started: null }));
    expect((await take()).afterCrash).toBe(true);
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is taken over when another process got the id, and after the machine was started anew', async () => {
    if (process.platform !== 'linux') return;
    leave({ pid: process.ppid, started: '1', boot: await bootId() });
    expect((await take()).afterCrash).toBe(true);
    await held.pop()?.release();
    leave({ pid: process.ppid, started: await processStart(process.ppid), boot: 'another boot' });
    expect((await take()).afterCrash).toBe(true);
    await held.pop()?.release();
    leave({ pid: process.ppid, started: await processStart(process.ppid), boot: await bootId() });
    await expect(lockProfile(folder)).rejects.toMatchObject({ code: 'profile-in-use' });
  });

  it('is taken over when it says nothing that makes sense', async () => {
    for (const text of ['', '{}', 'null', '{"pid": -1, "key": "k"}', 'x'.repeat(10_000)]) {
      writeFileSync(join(folder, 'lock'), text);
      expect((await take()).afterCrash, text.slice(0, 20)).toBe(true);
      await held.pop()?.release();
    }
  });

  it('is not given back by one who lost it', async () => {
    const lock = await take();
    leave({ pid: process.ppid });
    await lock.release();
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(String(process.ppid));
  });

  it('clears away what attempts left behind that were killed', async () => {
    for (const name of ['lock.0123456789abcdef', 'lock.0123456789abcdef.own', 'lock.mine']) writeFileSync(join(folder, name), '');
    await take();
    expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.mine']);
  });

  it('knows processes', async () => {
    expect([isRunning(process.pid), isRunning(await deadPid())]).toEqual([true, false]);
    expect(await processStart(process.pid)).toBe(await processStart(process.pid));
    expect(await processStart(await deadPid())).toBeNull();
  });
});
