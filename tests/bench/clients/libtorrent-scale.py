"""libtorrent over the same thousands of torrents as scale-run.ts, with the same line of JSON.

Usage: python3 libtorrent-scale.py make TORRENTS DATA        resume data beside every .torrent of a folder
       python3 libtorrent-scale.py run TORRENTS SETTLE IDLE  restores them and measures itself
"""

import json
import os
import sys
import time

import libtorrent as lt

MODE, FOLDER = sys.argv[1], sys.argv[2]
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds():
    fields = open("/proc/self/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS:")) / 1024


def make(data):
    for name in sorted(os.listdir(FOLDER)):
        if not name.endswith(".torrent"):
            continue
        params = lt.add_torrent_params()
        params.ti = lt.torrent_info(os.path.join(FOLDER, name))
        params.save_path = data
        params.have_pieces = [True] * params.ti.num_pieces()
        params.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        with open(os.path.join(FOLDER, name[: -len(".torrent")] + ".fastresume"), "wb") as file:
            file.write(lt.write_resume_data_buf(params))


def run(settle, idle):
    names = sorted(name for name in os.listdir(FOLDER) if name.endswith(".fastresume"))
    empty = resident_mib()
    cpu_at_start, started = cpu_seconds(), time.monotonic()
    settings = {"listen_interfaces": "127.0.0.1:0", "alert_mask": 0, "active_limit": -1, "active_seeds": -1}
    for service in ("dht", "lsd", "upnp", "natpmp"):
        settings["enable_" + service] = False
    session = lt.session(settings)
    for name in names:
        with open(os.path.join(FOLDER, name), "rb") as file:
            session.async_add_torrent(lt.read_resume_data(file.read()))
    while sum(status.state == lt.torrent_status.seeding for status in session.get_torrent_status(lambda _: True, 0)) < len(names):
        if time.monotonic() - started > 120:
            raise SystemExit("not all are seeding")
        time.sleep(0.005)
    restore = time.monotonic() - started
    restored, resident = cpu_seconds(), resident_mib()
    time.sleep(settle)
    before = cpu_seconds()
    time.sleep(idle)
    figures = {
        "restoreSeconds": restore,
        "restoreCpuSeconds": restored - cpu_at_start,
        "settleCpuSeconds": before - restored,
        "residentMiB": resident - empty,
        "idleMiB": resident_mib() - empty,
        "idlePercent": (cpu_seconds() - before) / idle * 100,
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)


if MODE == "make":
    make(sys.argv[3])
else:
    run(float(sys.argv[3]), float(sys.argv[4]))
