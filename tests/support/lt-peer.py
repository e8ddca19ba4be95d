"""A libtorrent session driven by JSON lines: one request a line on stdin, one answer a line on stdout.

Usage: python3 lt-peer.py LISTEN_IP [LISTEN_PORT [SETTINGS]]; SETTINGS is JSON and wins over the ones below.
Request  {"id": 1, "do": "add", ...}; answer {"id": 1, ...} or {"id": 1, "failed": "..."}. The first line out is {"ready": ..., "port": ...}.
It ends when stdin closes, so it never outlives the test that started it.
"""

import json
import os
import select
import sys
import time

import libtorrent as lt

IP = sys.argv[1]
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 0


def settings():
    """TCP in plain text on one loopback address; everything that reaches out by itself is off."""
    chosen = {
        "listen_interfaces": ("[%s]:%d" if ":" in IP else "%s:%d") % (IP, PORT),
        "outgoing_interfaces": IP,
        "alert_mask": lt.alert.category_t.error_notification | lt.alert.category_t.status_notification,
        "allow_multiple_connections_per_ip": True,
        "min_reconnect_time": 1,
        "min_announce_interval": 1,
        "in_enc_policy": 2,
        "out_enc_policy": 2,
    }
    for name in ("dht", "lsd", "upnp", "natpmp", "outgoing_utp", "incoming_utp"):
        chosen["enable_" + name] = False
    chosen.update(json.loads(sys.argv[3]) if len(sys.argv) > 3 else {})
    return chosen


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class Session:
    def __init__(self):
        self.session = lt.session(settings())
        self.torrents = {}
        self.complaints = []
        self.next_key = 1

    def handle(self, request):
        return self.torrents[request.get("key", 1)]

    # add: torrent (path) or magnet, dir, seed (trust the data), connect [[ip, port]], down/up (bytes a second)
    def do_add(self, request):
        if "magnet" in request:
            params = lt.parse_magnet_uri(request["magnet"])
        else:
            params = lt.add_torrent_params()
            params.ti = lt.torrent_info(request["torrent"])
        params.save_path = request["dir"]
        params.flags &= ~(lt.torrent_flags.paused | lt.torrent_flags.auto_managed)
        if request.get("seed"):
            params.flags |= lt.torrent_flags.seed_mode
        handle = self.session.add_torrent(params)
        handle.set_download_limit(request.get("down", -1))
        handle.set_upload_limit(request.get("up", -1))
        key, self.next_key = self.next_key, self.next_key + 1
        self.torrents[key] = handle
        for ip, port in request.get("connect", []):
            handle.connect_peer((ip, port))
        return {"key": key, "infoHash": str(handle.info_hash())}

    def do_connect(self, request):
        self.handle(request).connect_peer((request["ip"], request["port"]))
        return {}

    # dht: joins by the nodes given, [[ip, port]]. What tells nodes apart by their addresses is off: here all are on one machine
    def do_dht(self, request):
        chosen = {"enable_dht": True, "dht_bootstrap_nodes": ""}
        for name in ("restrict_routing_ips", "restrict_search_ips", "ignore_dark_internet", "enforce_node_id", "prefer_verified_node_ids"):
            chosen["dht_" + name] = False
        self.session.apply_settings(chosen)
        for ip, port in request.get("nodes", []):
            self.session.add_dht_node((ip, port))
        return {}

    # announceDht: searches the DHT for peers, and is announced there
    def do_announceDht(self, request):
        self.handle(request).force_dht_announce()
        return {}

    def do_limit(self, request):
        self.handle(request).set_download_limit(request.get("down", -1))
        self.handle(request).set_upload_limit(request.get("up", -1))
        return {}

    def do_announce(self, request):
        self.handle(request).force_reannounce()
        return {}

    def do_status(self, request):
        status = self.handle(request).status()
        return {
            "state": str(status.state),
            "hasMetadata": status.has_metadata,
            "progress": status.progress,
            "complete": status.is_seeding or status.is_finished,
            "seeding": status.is_seeding,
            "doneBytes": status.total_wanted_done,
            "receivedBytes": status.total_payload_download,
            "sentBytes": status.total_payload_upload,
            "wastedBytes": status.total_failed_bytes + status.total_redundant_bytes,
            "failedBytes": status.total_failed_bytes,
            "peers": status.num_peers,
            "error": str(status.errc.message()) if status.errc.value() else None,
            "complaints": self.complaints[-20:],
        }

    def do_peers(self, request):
        return {
            "peers": [
                {
                    "ip": peer.ip[0],
                    "port": peer.ip[1],
                    "client": peer.client.decode("utf-8", "replace") if isinstance(peer.client, bytes) else str(peer.client),
                    "progress": peer.progress,
                }
                for peer in self.handle(request).get_peer_info()
            ]
        }

    # inspect: what libtorrent itself reads from a .torrent file
    def do_inspect(self, request):
        info = lt.torrent_info(request["torrent"])
        files = info.files()
        hashes = info.info_hashes()
        return {
            "name": info.name(),
            "infoHashV1": str(hashes.v1) if hashes.has_v1() else None,
            "infoHashV2": str(hashes.v2) if hashes.has_v2() else None,
            "pieceLength": info.piece_length(),
            "pieceCount": info.num_pieces(),
            "totalSize": info.total_size(),
            "private": info.priv(),
            "comment": info.comment(),
            "createdBy": info.creator(),
            "trackers": [entry.url for entry in info.trackers()],
            "webSeeds": [seed["url"] for seed in info.web_seeds()],
            "files": [
                {
                    "path": files.file_path(i).replace(os.sep, "/"),
                    "size": files.file_size(i),
                    "pad": bool(files.file_flags(i) & lt.file_flags_t.flag_pad_file),
                }
                for i in range(files.num_files())
            ],
        }

    # create: a .torrent made by libtorrent. version: "v1" (default), "v2" or "hybrid"
    def do_create(self, request):
        storage = lt.file_storage()
        lt.add_files(storage, request["path"])
        flags = {"v1": lt.create_torrent.v1_only, "v2": lt.create_torrent.v2_only, "hybrid": 0}[request.get("version", "v1")]
        torrent = lt.create_torrent(storage, piece_size=request.get("pieceSize", 0), flags=flags)
        for tier, url in enumerate(request.get("trackers", [])):
            torrent.add_tracker(url, tier)
        for url in request.get("webSeeds", []):
            torrent.add_url_seed(url)
        torrent.set_priv(bool(request.get("private", False)))
        if "comment" in request:
            torrent.set_comment(request["comment"])
        lt.set_piece_hashes(torrent, os.path.dirname(os.path.abspath(request["path"])))
        with open(request["out"], "wb") as out:
            out.write(lt.bencode(torrent.generate()))
        hashes = lt.torrent_info(request["out"]).info_hashes()
        return {
            "infoHashV1": str(hashes.v1) if hashes.has_v1() else None,
            "infoHashV2": str(hashes.v2) if hashes.has_v2() else None,
        }

    def answer(self, line):
        request = json.loads(line)
        try:
            say({"id": request["id"], **getattr(self, "do_" + request["do"])(request)})
        except Exception as problem:  # every failure belongs to the caller's promise
            say({"id": request["id"], "failed": "%s: %s" % (type(problem).__name__, problem)})

    def look_at_alerts(self):
        for alert in self.session.pop_alerts():
            if alert.category() & lt.alert.category_t.error_notification:
                self.complaints.append(alert.message())

    def run(self):
        deadline = time.monotonic() + 10
        while self.session.listen_port() == 0 and time.monotonic() < deadline:
            time.sleep(0.01)
        say({"ready": lt.version, "ip": IP, "port": self.session.listen_port()})
        pending = b""
        while True:
            if select.select([0], [], [], 0.25)[0]:
                chunk = os.read(0, 65536)
                if not chunk:
                    return
                pending += chunk
                *lines, pending = pending.split(b"\n")
                for line in lines:
                    self.answer(line)
            self.look_at_alerts()


Session().run()
