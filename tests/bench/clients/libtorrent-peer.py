"""A libtorrent peer of the benchmark: orders as JSON lines on stdin, events as JSON lines on stdout.

Usage: python3 libtorrent-peer.py LISTEN_IP PORT
Order  {"do": "add", "torrent": PATH, "dir": PATH, "seed": bool, "peers": [[ip, port]]}
Events ready, added, first (payload), done (all torrents complete), error; "t" is the monotonic clock in seconds.
It ends when stdin closes.
"""

import json
import os
import select
import sys
import time

import libtorrent as lt

IP, PORT = sys.argv[1], int(sys.argv[2])
RETRY_S = 0.25

settings = {
    "listen_interfaces": "%s:%d" % (IP, PORT),
    "outgoing_interfaces": IP,
    "alert_mask": lt.alert.category_t.status_notification | lt.alert.category_t.error_notification,
    "min_reconnect_time": 1,
    "connections_limit": 1000,
    "in_enc_policy": 2,
    "out_enc_policy": 2,
    "active_downloads": -1,
    "active_seeds": -1,
    "active_limit": -1,
}
for name in ("dht", "lsd", "upnp", "natpmp", "outgoing_utp", "incoming_utp"):
    settings["enable_" + name] = False
settings.update(json.loads(os.environ.get("LIBTORRENT_SETTINGS", "{}")))


def say(event, at=None, **more):
    sys.stdout.write(json.dumps({"ev": event, "t": time.monotonic() if at is None else at, **more}) + "\n")
    sys.stdout.flush()


session = lt.session(settings)
leeching = []  # [handle, peers]
unfinished = 0
wants_first = False
retry_at = 0.0


def add(order):
    global unfinished, wants_first
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(order["torrent"])
    params.save_path = order["dir"]
    params.flags &= ~(lt.torrent_flags.paused | lt.torrent_flags.auto_managed)
    if order["seed"]:
        params.flags |= lt.torrent_flags.seed_mode
    started = time.monotonic()
    handle = session.add_torrent(params)
    if not order["seed"]:
        leeching.append((handle, order["peers"]))
        unfinished += 1
        wants_first = True
    say("added", started)


say("ready", version=lt.version)
pending = b""
while True:
    busy = unfinished > 0
    if select.select([0], [], [], 0.005 if busy else 0.5)[0]:
        chunk = os.read(0, 65536)
        if not chunk:
            break
        pending += chunk
        *lines, pending = pending.split(b"\n")
        for line in lines:
            add(json.loads(line))
    for alert in session.pop_alerts():
        if isinstance(alert, lt.torrent_finished_alert) and unfinished > 0:
            unfinished -= 1
            if unfinished == 0:
                say("done")
        elif isinstance(alert, lt.listen_failed_alert):
            say("error", message=alert.message())
    if wants_first and time.monotonic() >= retry_at:
        retry_at = time.monotonic() + RETRY_S
        for handle, peers in leeching:
            for ip, port in peers:
                handle.connect_peer((ip, port))
    if wants_first and any(handle.status(0).total_payload_download > 0 for handle, _ in leeching):
        wants_first = False
        say("first")
