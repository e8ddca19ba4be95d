/** Why a torrent is doing what it does, in one sentence each. */

export const why = {
  diskMissing: 'The files are not in {path} any more.',
  diskMissingSomewhere: 'The files are not where they were.',
  diskSilent: 'The disk does not answer right now. Other disks go on.',
  diskSlow: 'The disk is slower than the network right now: {waiting} wait to be written.',
  awaitingChoice: 'It waits for you to choose its files.',
  paused: 'It waits until you resume it.',
  complete: 'Everything is here. Nothing is sent until you resume it.',
  goalReached: {
    ratio: 'It has given as much as you wanted. Resume it to give more.',
    time: 'It has seeded for as long as you wanted. Resume it to go on.',
    idle: 'Nobody took anything for as long as you set. Resume it to go on.',
  },
  queued:
    '{position, plural, =1 {It is the next to start.} other {It starts when its turn comes. It is number {position, number} in the queue.}}',
  waitingForCheck: 'Its files wait to be checked.',
  checking: 'Its files are being checked, {share} so far. Then it goes on.',
  moving: 'Its files are being moved, {share} so far. Then it goes on.',
  noPeers:
    '{known, plural, =0 {Waiting for peers. Nobody with this torrent is online right now.} one {Waiting for peers. The # known address does not answer right now.} other {Waiting for peers. None of # known addresses answers right now.}}',
  nobodyHas: '{pieces, plural, one {# piece nobody has yet. The rest continues.} other {# pieces nobody has yet. The rest continues.}}',
  nobodyHasRest:
    '{pieces, plural, one {# piece nobody has yet. Waiting for someone who does.} other {# pieces nobody has yet. Waiting for someone who does.}}',
  allChokeUs:
    '{peers, plural, one {# peer is connected and has no free place for us yet.} other {# peers are connected, and none has a free place for us yet.}}',
  peersSilent:
    '{peers, plural, one {# peer was asked, and nothing has come for a while.} other {# peers were asked, and nothing has come for a while.}}',
  peersSlow: '{peers, plural, one {# peer sends no more than {rate}.} other {# peers send no more than {rate}.}}',
  nobodyInterested:
    '{peers, plural, =0 {Nobody asks for this right now.} one {# peer is connected and needs nothing from us.} other {# peers are connected, and none needs anything from us.}}',
  limited: {
    torrent: {
      down: 'Held at this torrent’s download limit of {rate}.',
      up: 'Held at this torrent’s upload limit of {rate}.',
    },
    session: {
      down: 'Held at your download limit of {rate}.',
      up: 'Held at your upload limit of {rate}.',
    },
  },
  trackerRefused: '{host} refused this torrent: “{text}”.',
  trackerUnreachable: 'Tracker {host} is not answering. Trying again in {time}.',
  fetchingDetails:
    '{peers, plural, =0 {Fetching details. Looking for peers.} one {Fetching details from # peer.} other {Fetching details from # peers.}}',
} as const;
