/** Why a torrent is doing what it does, in one sentence each. */
import { count, ordinal } from '../locale.js';

export const why = {
  diskMissing: (path: string) => (path === '' ? 'The files are not where they were.' : `The files are not in ${path} any more.`),
  diskSilent: 'The disk does not answer right now. Other disks go on.',
  diskSlow: (waiting: string) => `The disk is slower than the network right now: ${waiting} wait to be written.`,
  awaitingChoice: 'It waits for you to choose its files.',
  paused: 'It waits until you resume it.',
  complete: 'Everything is here. Nothing is sent until you resume it.',
  goalReached: {
    ratio: 'It has given as much as you wanted. Resume it to give more.',
    time: 'It has seeded for as long as you wanted. Resume it to go on.',
    idle: 'Nobody took anything for as long as you set. Resume it to go on.',
  },
  queued: (position: number) =>
    position <= 1 ? 'It is the next to start.' : `It starts when its turn comes. It is the ${ordinal(position)} to wait.`,
  waitingForCheck: 'Its files wait to be checked.',
  checking: (share: string) => `Its files are being checked, ${share} so far. Then it goes on.`,
  moving: (share: string) => `Its files are being moved, ${share} so far. Then it goes on.`,
  noPeers: (known: number) =>
    known === 0
      ? 'Waiting for peers. Nobody with this torrent is online right now.'
      : `Waiting for peers. None of ${count(known, 'known address', 'known addresses')} answers right now.`,
  nobodyHas: (pieces: number, rest: number) =>
    `${count(pieces, 'piece', 'pieces')} nobody has yet. ${rest > 0 ? 'The rest continues.' : 'Waiting for someone who does.'}`,
  allChokeUs: (peers: number) => `${count(peers, 'peer is', 'peers are')} connected, and none has a free place for us yet.`,
  peersSlow: (peers: number, rate: string | null) =>
    rate === null
      ? `${count(peers, 'peer was', 'peers were')} asked, and nothing has come for a while.`
      : `${count(peers, 'peer sends', 'peers send')} no more than ${rate}.`,
  nobodyInterested: (peers: number) =>
    peers === 0 ? 'Nobody asks for this right now.' : `${count(peers, 'peer is', 'peers are')} connected, and none needs anything from us.`,
  limited: {
    torrent: {
      down: (rate: string) => `Held at this torrent's download limit of ${rate}.`,
      up: (rate: string) => `Held at this torrent's upload limit of ${rate}.`,
    },
    session: {
      down: (rate: string) => `Held at your download limit of ${rate}.`,
      up: (rate: string) => `Held at your upload limit of ${rate}.`,
    },
  },
  trackerRefused: (host: string, text: string) => `${host} refused this torrent: “${text}”.`,
  trackerUnreachable: (host: string, time: string) => `Tracker ${host} is not answering. Trying again in ${time}.`,
  fetchingDetails: (peers: number) =>
    peers === 0 ? 'Fetching details. Looking for peers.' : `Fetching details from ${count(peers, 'peer', 'peers')}.`,
};
