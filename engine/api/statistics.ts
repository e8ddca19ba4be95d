/** What has been moved since Shoal was first started in this profile; survives restarts. Bytes are payload. */
export interface AllTime {
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  readonly wastedBytes: number;
  /** Seconds in which the engine was running. */
  readonly activeSeconds: number;
  /** How many times it was started, this time included. */
  readonly sessions: number;
  /** Unix milliseconds of the first start. */
  readonly since: number;
}
