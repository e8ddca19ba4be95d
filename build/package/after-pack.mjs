// @ts-check
/** Called by electron-builder when a folder is packed, before fuses and installers. */
import { rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Removes Electron's own start page. electron-builder does so only for an Electron that it fetched itself; left in, the file would start
 * whatever folder it is given.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
export default async function afterPack(context) {
  const resources = context.packager.getResourcesDir(context.appOutDir);
  await rm(path.join(resources, 'default_app.asar'), { force: true });
}
