/** What is asked of a UDP tracker once there is a connection id: an announce (BEP 15) or a scrape (BEP 15, 48). */
import type { AnnounceAnswer, AnnounceRequest, ScrapeAnswer, ScrapeRequest } from './announce.js';
import { encodeAnnounce, encodeScrape, type UdpAnswer } from './udp-codec.js';

export interface UdpQuestion<T> {
  encode(connectionId: Uint8Array, transactionId: number): Uint8Array;
  /** The answer in a packet from the literal address `from`; null when it is not the kind that is awaited. */
  read(answer: UdpAnswer, from: string): T | null;
}

export function announceQuestion(request: AnnounceRequest): UdpQuestion<AnnounceAnswer> {
  return {
    encode: (connectionId, transactionId) => encodeAnnounce(connectionId, transactionId, request),
    read: (answer, from) =>
      answer.kind !== 'announce'
        ? null
        : {
            intervalSeconds: answer.intervalSeconds,
            minIntervalSeconds: null,
            peers: answer.peers,
            seeds: answer.seeds,
            leeches: answer.leeches,
            completed: null,
            warning: null,
            externalIp: null,
            trackerId: null,
            answeredBy: from,
          },
  };
}

/** The answer is a list: of one, or of none where the tracker does not know the torrent. */
export function scrapeQuestion(request: ScrapeRequest): UdpQuestion<readonly ScrapeAnswer[]> {
  return {
    encode: (connectionId, transactionId) => encodeScrape(connectionId, transactionId, [request.infoHash]),
    read: (answer) => (answer.kind === 'scrape' ? answer.figures : null),
  };
}
