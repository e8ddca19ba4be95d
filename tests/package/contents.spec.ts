/** What a package holds, and what it does not: read from the folder that every package is made of. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';

const folder = resolve(import.meta.dirname, '../../out/packages/linux-unpacked');
const resources = join(folder, 'resources');
const MIB = 1_048_576;
/** A fuse that is on, as the wire in the executable spells it. */
const ON = '1'.charCodeAt(0);

test('the fuses shut what an attacker would use', async () => {
  const wire = await getCurrentFuseWire(join(folder, 'shoal'));
  const on = (fuse: FuseV1Options) => wire[fuse] === ON;
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    cookieEncryption: true,
    onlyAsar: true,
    asarIntegrity: true,
    fileProtocol: false,
  });
});

test('only what runs is inside: no maps, no sources, no node_modules, and 5 MB at most', () => {
  const archive = join(resources, 'app.asar');
  const names = listPackage(archive, { isPack: false });
  expect(names.filter((name) => /\.map$|\.tsx?$|node_modules|shoal\.mjs$/.test(name))).toEqual([]);
  expect(names).toContain('/dist/main.mjs');
  expect(statSync(archive).size).toBeLessThan(5_000_000);
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
});

test('Chromium brings the languages that the interface speaks, and no others', () => {
  const locales = readdirSync(join(folder, 'locales')).filter((name) => name.endsWith('.pak'));
  expect(locales.sort()).toEqual(['ar.pak', 'de.pak', 'en-US.pak', 'es-419.pak', 'es.pak', 'fr.pak', 'ja.pak', 'pt-BR.pak', 'zh-CN.pak']);
});

test('the licences of everything bundled are there', () => {
  const text = readFileSync(join(resources, 'licences/third-party.txt'), 'utf8');
  for (const name of ['react ', 'react-dom ', 'zustand ', 'zod ', '@fontsource-variable/inter ']) expect(text).toContain(`\n${name}`);
  expect(existsSync(join(folder, 'LICENSES.chromium.html'))).toBe(true);
  expect(statSync(join(resources, 'licences/shoal.txt')).size).toBeGreaterThan(500);
});

test('AppStream accepts what software centres will show', () => {
  const file = resolve(import.meta.dirname, '../../build/linux/io.github.shoal.Shoal.metainfo.xml');
  const said = execFileSync('appstreamcli', ['validate', '--no-net', file], { encoding: 'utf8' });
  expect(said).toContain('Validation was successful');
  expect(statSync(join(folder, 'shoal')).size).toBeGreaterThan(50 * MIB);
});
