/**
 * Client names out of peer ids (BEP 20), and our own peer id. A peer id is untrusted: it names a client, it proves nothing.
 */
import type { Random } from '../base/ports.js';
import { cleanText } from '../base/untrusted-text.js';

const OWN_PREFIX = '-SH0100-';

/** 20 bytes: our prefix and random bytes. One per session or per torrent. */
export function makePeerId(random: Random): Uint8Array {
  const id = new Uint8Array(20);
  id.set(random.bytes(20));
  for (let at = 0; at < OWN_PREFIX.length; at += 1) id[at] = OWN_PREFIX.charCodeAt(at);
  return id;
}

/** Azureus style: `-`, two letters, four version characters, `-`. */
const AZUREUS: Readonly<Record<string, string>> = {
  '7T': 'aTorrent',
  AG: 'Ares',
  AR: 'Arctic',
  AT: 'Artemis',
  AX: 'BitPump',
  AZ: 'Vuze',
  BC: 'BitComet',
  BG: 'BTGetit',
  BI: 'BiglyBT',
  BL: 'BitLord',
  BT: 'BitTorrent',
  BW: 'BitTorrent Web',
  BX: 'Bittorrent X',
  CD: 'Enhanced CTorrent',
  CT: 'CTorrent',
  DE: 'Deluge',
  DR: 'Dragon',
  EB: 'EBit',
  ES: 'Electric Sheep',
  FD: 'Free Download Manager',
  FL: 'Flud',
  FT: 'FoxTorrent',
  FW: 'FrostWire',
  FX: 'Freebox',
  GT: 'go.torrent',
  GR: 'GetRight',
  HL: 'Halite',
  KG: 'KGet',
  KT: 'KTorrent',
  LH: 'LH-ABC',
  LP: 'Lphant',
  LT: 'libtorrent',
  LW: 'LimeWire',
  MG: 'MediaGet',
  MO: 'MonoTorrent',
  MR: 'Miro',
  OS: 'OneSwarm',
  OT: 'OmegaTorrent',
  PD: 'Pando',
  PI: 'PicoTorrent',
  PT: 'Popcorn Time',
  QD: 'QQDownload',
  SD: 'Thunder',
  SH: 'Shoal',
  SZ: 'Shareaza',
  TB: 'Torch',
  TE: 'terasaur',
  TL: 'Tribler',
  TN: 'Torrent.NET',
  TR: 'Transmission',
  TT: 'TuoTu',
  TX: 'Tixati',
  UE: 'µTorrent Embedded',
  UM: 'µTorrent Mac',
  UT: 'µTorrent',
  UW: 'µTorrent Web',
  VG: 'Vagaa',
  WD: 'WebTorrent Desktop',
  WT: 'BitLet',
  WW: 'WebTorrent',
  XL: 'Xunlei',
  XT: 'XanTorrent',
  XX: 'Xtorrent',
  ZO: 'Zona',
  lt: 'rTorrent',
  qB: 'qBittorrent',
  rQ: 'rqbit',
};

/** Shadow style: one letter, up to five version characters, `-` to fill. */
const SHADOW: Readonly<Record<string, string>> = {
  A: 'ABC',
  M: 'Mainline',
  O: 'Osprey Permaseed',
  Q: 'BTQueue',
  R: 'Tribler',
  S: 'Shadow',
  T: 'BitTornado',
  U: 'UPnP NAT',
};

/** Own forms, by what the id begins with. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['exbc', 'BitComet'],
  ['FUTB', 'BitComet'],
  ['OP', 'Opera'],
  ['Plus', 'BitTorrent Plus'],
  ['XBT', 'XBT'],
  ['-G3', 'G3 Torrent'],
  ['346-', 'TorrentTopia'],
];

/** Readable name and version of a 20-byte peer id, e.g. `qBittorrent 4.6.2`; `Unknown` where it follows no style. */
export function clientName(peerId: Uint8Array): string {
  const text = String.fromCharCode(...peerId.subarray(0, 8));
  return azureus(text) ?? mainlineOrAria(peerId) ?? other(text) ?? shadow(text) ?? 'Unknown';
}

function azureus(text: string): string | null {
  const match = /^-([A-Za-z0-9~]{2})([0-9A-Za-z.]{4})-$/.exec(text);
  const [, code = '', version = ''] = match ?? [];
  if (!match) return null;
  const name = AZUREUS[code];
  if (name === undefined) return cleanText(`${code} ${dotted(version)}`, 40);
  return `${name} ${versionOf(code, version)}`;
}

function versionOf(code: string, version: string): string {
  const [a = '', b = '', c = '', d = ''] = version;
  // Transmission 2.94 and 3.00 had two digits after the point; 4.0.5 has three parts.
  if (code === 'TR') return a < '4' ? `${a}.${b}${c}` : `${a}.${b}.${c}`;
  if (code === 'WW' || code === 'WD') return `${Number.parseInt(a + b, 10) || 0}.${Number.parseInt(c + d, 10) || 0}`;
  if (code === 'UT' || code === 'UM' || code === 'UW' || code === 'BT') return `${a}.${b}.${c}`;
  if (code === 'DE') return dotted(version.replace(/[a-z]$/, '')); // a release ends in "s"
  return dotted(version);
}

/** Each character is a digit or, past 9, a letter; a fourth zero is left out. */
function dotted(version: string): string {
  const parts = [...version].map((char) => {
    const value = Number.parseInt(char, 36);
    return Number.isNaN(value) ? '' : String(value);
  });
  const shown = parts.filter((part) => part !== '');
  if (shown.length === 4 && shown[3] === '0') shown.pop();
  return shown.join('.');
}

/** `M7-9-2--` and `A2-1-36-0-`: parts of any width between hyphens. */
function mainlineOrAria(peerId: Uint8Array): string | null {
  const text = String.fromCharCode(...peerId.subarray(0, 12));
  const match = /^(M|A2-)(\d{1,3})-(\d{1,3})-(\d{1,3})-/.exec(text);
  return match ? `${match[1] === 'M' ? 'BitTorrent' : 'aria2'} ${match[2]}.${match[3]}.${match[4]}` : null;
}

function other(text: string): string | null {
  return OTHERS.find(([prefix]) => text.startsWith(prefix))?.[1] ?? null;
}

function shadow(text: string): string | null {
  const match = /^([A-Z])([0-9A-Za-z]{2,5})-+$/.exec(text);
  const name = SHADOW[match?.[1] ?? ''];
  return name === undefined ? null : `${name} ${dotted(match?.[2] ?? '')}`;
}
