/** Asks trackers for the figures of one torrent (BEP 48). A failure says nothing about the tracker: many have no scrape. */
import type { Clock, HttpPort } from '../base/ports.js';
import { scrapeOverHttp } from './http-tracker.js';
import type { TrackerEntry } from './tracker-entry.js';
import type { UdpTrackerClient } from './udp-tracker.js';

export interface ScraperOptions {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  readonly clock: Clock;
  readonly http: HttpPort;
  readonly udp: Pick<UdpTrackerClient, 'scrape'>;
}

export class Scraper {
  constructor(
    private readonly options: ScraperOptions,
    private readonly onChange: () => void,
  ) {}

  /** Asks, unless the tracker fails at present or was asked a short while ago. */
  ask(entry: TrackerEntry): void {
    const { clock, http, infoHash, udp } = this.options;
    if (!entry.mayScrape(clock.now())) return;
    const { url } = entry;
    const asked = new URL(url).protocol === 'udp:' ? udp.scrape({ url, infoHash }) : scrapeOverHttp(http, { url, infoHash });
    asked.then(
      (figures) => {
        if (figures === null) return;
        entry.scraped(figures);
        this.onChange();
      },
      () => undefined,
    );
  }
}
