"""A small reader and writer of Standard MIDI Files: events with times in seconds, and where the quarter notes lie."""
import struct


class Song:
    """events: [(seconds, bytes)] sorted; beats, downbeats: seconds."""

    def __init__(self, events, beats, downbeats):
        self.events, self.beats, self.downbeats = events, beats, downbeats


def _variable(data, at):
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at


def _track(data):
    at, tick, status, out = 0, 0, 0, []
    while at < len(data):
        delta, at = _variable(data, at)
        tick += delta
        if data[at] & 0x80:
            status = data[at]
            at += 1
        if status == 0xFF:
            kind = data[at]
            length, at = _variable(data, at + 1)
            out.append((tick, ("meta", kind, data[at : at + length])))
            at += length
        elif status in (0xF0, 0xF7):
            length, at = _variable(data, at)
            at += length
        else:
            size = 1 if status & 0xF0 in (0xC0, 0xD0) else 2
            out.append((tick, ("voice", bytes([status]) + data[at : at + size])))
            at += size
    return out


def read(data):
    """bytes of a .mid -> Song, or raises ValueError."""
    if data[:4] != b"MThd":
        raise ValueError("not a MIDI file")
    _, _, division = struct.unpack(">HHH", data[8:14])
    if division & 0x8000 or division == 0:
        raise ValueError("not in ticks per quarter note")
    at, merged = 14, []
    while at + 8 <= len(data):
        size = struct.unpack(">I", data[at + 4 : at + 8])[0]
        if data[at : at + 4] == b"MTrk":
            merged += _track(data[at + 8 : at + 8 + size])
        at += 8 + size
    merged.sort(key=lambda event: event[0])
    end = max((tick for tick, event in merged if event[0] == "voice"), default=0)
    tempos, bars = [(0, 500000)], [(0, 4.0)]
    for tick, event in merged:
        if event[0] == "meta" and event[1] == 0x51 and len(event[2]) == 3:
            tempos.append((tick, max(1, int.from_bytes(event[2], "big"))))
        if event[0] == "meta" and event[1] == 0x58 and len(event[2]) >= 2:
            bars.append((tick, event[2][0] * 4.0 / (1 << event[2][1])))
    starts, seconds = [], 0.0
    for index, (tick, tempo) in enumerate(tempos):
        starts.append(seconds)
        if index + 1 < len(tempos):
            seconds += (tempos[index + 1][0] - tick) * tempo / 1e6 / division
    ticks = [tick for tick, _ in tempos]

    def to_seconds(tick):
        low, high = 0, len(ticks) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if ticks[middle] <= tick:
                low = middle
            else:
                high = middle - 1
        return starts[low] + (tick - ticks[low]) * tempos[low][1] / 1e6 / division

    events = [(to_seconds(tick), event[1]) for tick, event in merged if event[0] == "voice"]
    beats = [to_seconds(tick) for tick in range(0, end + 1, division)]
    downbeats, index, tick = [], 0, 0.0
    while tick <= end:
        downbeats.append(to_seconds(tick))
        step = max(1.0, bars[index][1] * division)
        if index + 1 < len(bars) and bars[index + 1][0] <= tick + step:
            index += 1
            tick = float(max(bars[index][0], tick + 1))
        else:
            tick += step
    return Song(events, beats, downbeats)


def _length(value):
    out = [value & 0x7F]
    while value > 0x7F:
        value >>= 7
        out.append((value & 0x7F) | 0x80)
    return bytes(reversed(out))


def write(path, events):
    """Writes [(seconds, bytes)] with a clock of one millisecond."""
    body, last = bytearray(b"\x00\xff\x51\x03" + (1000000).to_bytes(3, "big")), 0
    for seconds, message in sorted(events, key=lambda event: event[0]):
        tick = max(last, int(round(seconds * 1000)))
        body += _length(tick - last) + message
        last = tick
    body += b"\x00\xff\x2f\x00"
    with open(path, "wb") as out:
        out.write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000) + b"MTrk" + struct.pack(">I", len(body)) + body)
