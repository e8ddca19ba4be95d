/** A real nginx on a loopback port of its own, with its own configuration and prefix in a folder that goes when it is stopped. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.js';
import { NGINX } from './parts.js';
import { freePort, until } from './waiting.js';

export interface NginxRequest {
  readonly status: number;
  /** As it was sent, escapes and all. */
  readonly uri: string;
  /** The Range header; '' when there was none. */
  readonly range: string;
  readonly agent: string;
  /** Connection it came over, counted by the server. */
  readonly connection: number;
}

export interface Nginx {
  readonly port: number;
  /** `http://127.0.0.1:port` + path. */
  url(path: string): string;
  /** Requests answered so far, oldest first. */
  requests(): Promise<readonly NginxRequest[]>;
  stop(): Promise<void>;
}

/** What it serves: `/path/` to a directive block, e.g. `alias /some/folder/;`. A zone `one` counts connections for `limit_conn`. */
export type NginxPlaces = Readonly<Record<string, string>>;

const FOLDERS = ['client', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const configuration = (home: string, port: number, places: NginxPlaces): string => `
daemon off;
master_process off;
pid ${home}/nginx.pid;
error_log ${home}/error.log;
events {}
http {
  log_format seen escape=json '{"status":$status,"uri":"$request_uri","range":"$http_range","agent":"$http_user_agent","connection":$connection}';
  access_log ${home}/access.log seen;
  limit_conn_zone $binary_remote_addr zone=one:1m;
  client_body_temp_path ${home}/client;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  default_type application/octet-stream;
  gzip on;
  gzip_types *;
  server {
    listen 127.0.0.1:${port};
${Object.entries(places)
  .map(([path, block]) => `    location ${path} { ${block} }`)
  .join('\n')}
  }
}
`;

export async function startNginx(places: NginxPlaces): Promise<Nginx> {
  const home = await mkdtemp(join(tmpdir(), 'nginx-'));
  const port = await freePort('127.0.0.1');
  for (const folder of FOLDERS) await mkdir(join(home, folder));
  await writeFile(join(home, 'nginx.conf'), configuration(home, port, places));
  const child = startChild(NGINX, ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], () => undefined);
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  await until(
    'nginx to listen',
    async () => {
      if (ended) throw new Error(`nginx ended: ${child.stderr()}`);
      return fetch(url('/')).then(
        () => true,
        () => null,
      );
    },
    20_000,
    () => child.stderr(),
  );
  return {
    port,
    url,
    async requests() {
      const lines = (await readFile(join(home, 'access.log'), 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as NginxRequest).filter(({ uri }) => uri !== '/');
    },
    async stop() {
      await child.stop('SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}
