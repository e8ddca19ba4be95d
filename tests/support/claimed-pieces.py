"""Hashes on the disk every piece that a saved state claims. Knows nothing of Shoal but the fields of `shoal state dump`.

Reads such a dump on its standard input; says in JSON how many pieces are claimed, and which of them are not there or wrong.
"""

import base64
import hashlib
import json
import os
import sys


def bdecode(data, at=0):
    mark = data[at : at + 1]
    if mark == b"i":
        end = data.index(b"e", at)
        return int(data[at + 1 : end]), end + 1
    if mark in (b"l", b"d"):
        items, at = [], at + 1
        while data[at : at + 1] != b"e":
            item, at = bdecode(data, at)
            items.append(item)
        return (items if mark == b"l" else dict(zip(items[::2], items[1::2]))), at + 1
    colon = data.index(b":", at)
    start, length = colon + 1, int(data[at:colon])
    return data[start : start + length], start + length


def files_of(info, paths):
    """Path, size, and whether it is a pad, of each file."""
    name = info[b"name"].decode()
    if b"files" not in info:
        found = [(name, info[b"length"], False)]
    else:
        found = [
            ("/".join([name] + [part.decode() for part in entry[b"path"]]), entry[b"length"], b"p" in entry.get(b"attr", b""))
            for entry in info[b"files"]
        ]
    return found if paths is None else [(path, size, pad) for path, (_, size, pad) in zip(paths, found)]


def bit(bits, index):
    return index // 8 < len(bits) and bits[index // 8] >> (7 - index % 8) & 1


def read(path, offset, length):
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            return file.read(length)
    except FileNotFoundError:
        return b""


def piece_bytes(torrent, info, files, piece):
    length, parted = info[b"piece length"], bytes.fromhex(torrent["parted"])
    start, end = piece * length, (piece + 1) * length
    slots, offset, parts = torrent["partSlots"], 0, []
    for file, (path, size, pad) in enumerate(files):
        first, last = max(start, offset), min(end, offset + size)
        if first < last:
            if pad:
                parts.append(bytes(last - first))
            elif bit(parted, file):
                place = os.path.join(torrent["savePath"], ".shoal-%s.parts" % torrent["id"])
                slot = slots.index(piece) if piece in slots else None
                parts.append(b"" if slot is None else read(place, slot * length + first - start, last - first))
            else:
                parts.append(read(os.path.join(torrent["savePath"], path), first - offset, last - first))
        offset += size
    return b"".join(parts)


def main():
    state = json.load(sys.stdin)
    claimed, wrong = 0, []
    for torrent in state["torrents"]:
        if torrent["info"] is None:
            continue
        raw = base64.b64decode(torrent["info"])
        if hashlib.sha1(raw).hexdigest() != torrent["infoHashV1"]:
            wrong.append([torrent["id"], "info"])
        info, _ = bdecode(raw)
        files, have = files_of(info, torrent["paths"]), bytes.fromhex(torrent["have"])
        for piece in range(len(info[b"pieces"]) // 20):
            if not bit(have, piece):
                continue
            claimed += 1
            digest = hashlib.sha1(piece_bytes(torrent, info, files, piece)).digest()
            if digest != info[b"pieces"][piece * 20 : piece * 20 + 20]:
                wrong.append([torrent["id"], piece])
    print(json.dumps({"torrents": len(state["torrents"]), "unreadable": len(state["unreadable"]), "claimed": claimed, "wrong": wrong}))


main()
