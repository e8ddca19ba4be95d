// @ts-check
/**
 * Draws every size of Shoal's icon from its two sources: build/icons/shoal.svg, and shoal-small.svg below 48 pixels, where detail is
 * only noise. Nothing drawn is kept in the repository.
 *
 * node build/icons.mjs [FOLDER]      default out/icons
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isEntry, runScript, say } from './console.mjs';
import { root } from './run-command.mjs';
import { ensureModulesOnly } from './setup.mjs';

const sources = path.join(root, 'build/icons');

/** Below this many pixels the simpler drawing is the clearer one. */
const SMALL_BELOW = 48;
/** freedesktop.org's icon theme sizes. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/** Apple's types: what each is called inside an .icns, and its pixels. */
const MAC_TYPES = /** @type {const} */ ([
  ['ic04', 16],
  ['ic05', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]);

/**
 * Draws all icons.
 * @param {string} folder where they go; made when it is not there
 * @returns {Promise<{ linux: string, windows: string, mac: string }>} a folder of `NxN.png`, an .ico and an .icns
 */
export async function drawIcons(folder) {
  const draw = await openDrawing();
  const { IconIco, IconIcns } = await import('@shockpkg/icon-encoder');
  const places = { linux: path.join(folder, 'linux'), windows: path.join(folder, 'shoal.ico'), mac: path.join(folder, 'shoal.icns') };
  await mkdir(places.linux, { recursive: true });
  await Promise.all(LINUX_SIZES.map((size) => writeFile(path.join(places.linux, `${size}x${size}.png`), draw(size))));

  const ico = new IconIco();
  for (const size of WINDOWS_SIZES.toReversed()) await ico.addFromPng(draw(size), null, false);
  await writeFile(places.windows, ico.encode());

  const icns = new IconIcns();
  for (const [type, size] of MAC_TYPES) await icns.addFromPng(draw(size), [type], false);
  await writeFile(places.mac, icns.encode());
  return places;
}

/** @returns {Promise<(size: number) => Uint8Array>} a PNG of so many pixels a side */
async function openDrawing() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  const require = createRequire(import.meta.url);
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm'))).catch((/** @type {Error} */ error) => {
    if (!/already initialized/i.test(error.message)) throw error;
  });
  const [large, small] = await Promise.all(['shoal.svg', 'shoal-small.svg'].map((name) => readFile(path.join(sources, name))));
  return (size) => {
    const drawing = new Resvg(/** @type {Buffer} */ (size < SMALL_BELOW ? small : large), { fitTo: { mode: 'width', value: size } });
    try {
      return drawing.render().asPng();
    } finally {
      drawing.free();
    }
  };
}

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    await ensureModulesOnly();
    const folder = path.resolve(process.argv[2] ?? path.join(root, 'out/icons'));
    await drawIcons(folder);
    say(`Icons are in ${folder}.`);
  });
}
