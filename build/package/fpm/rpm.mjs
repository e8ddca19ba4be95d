// @ts-check
/** An RPM package by rpmbuild, from files that are ready: the spec has no steps but copying. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { descriptionOf } from './request.mjs';

/** Debian's names of architectures and RPM's. @type {Readonly<Record<string, string>>} */
const ARCHITECTURES = { amd64: 'x86_64', arm64: 'aarch64' };

/**
 * @param {import('./request.mjs').PackageRequest} request
 * @param {import('./stage.mjs').Stage} stage
 * @param {string} work a folder for rpmbuild's own
 */
export function buildRpm(request, stage, work) {
  const top = path.join(work, 'rpm');
  mkdirSync(top);
  const spec = path.join(top, 'package.spec');
  writeFileSync(spec, specOf(request, stage));
  const define = (/** @type {string} */ text) => ['--define', text];
  const options = [...define(`_topdir ${top}`), ...define('__strip /bin/true'), ...define('_build_id_links none')];
  const asked = request.one('--architecture');
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', ARCHITECTURES[asked] ?? asked, ...options, spec], { stdio: 'inherit' });
  const built = readdirSync(path.join(top, 'RPMS'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.rpm'));
  if (built === undefined) throw new Error('rpmbuild made no package');
  copyFileSync(path.join(top, 'RPMS', built), request.one('--package'));
}

/**
 * @param {import('./request.mjs').PackageRequest} request
 * @param {import('./stage.mjs').Stage} stage
 */
function specOf(request, stage) {
  const { summary, rest } = descriptionOf(request);
  const script = (/** @type {string} */ section, /** @type {string} */ option) =>
    request.one(option) === '' ? [] : [section, readFileSync(request.one(option), 'utf8').replaceAll('%', '%%')];
  return [
    `Name: ${request.one('--name')}`,
    `Version: ${request.one('--version').replaceAll('-', '~')}`,
    'Release: 1',
    `Summary: ${request.one('--rpm-summary') || summary}`,
    `License: ${request.one('--license') || 'MIT'}`,
    ...[...request.all('-d'), ...request.all('--depends')].map((name) => `Requires: ${name}`),
    'AutoReqProv: no',
    '%description',
    [summary, ...rest].join('\n'),
    '%install',
    `cp -a '${stage.root}/.' "%{buildroot}"`,
    ...script('%post', '--after-install'),
    ...script('%postun', '--after-remove'),
    '%files',
    ...stage.files.map((file) => `"${file}"`),
    '',
  ].join('\n');
}
