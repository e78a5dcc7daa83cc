"""Tracker modules through libopenmpt: samples, and where their rows begin."""
import ctypes
import ctypes.util

import numpy as np

FS = 44100
BLOCK = 128
# nearly all trackers' songs have four rows to a beat; faster rows are counted in eights
ROWS_PER_BEAT = 4
FASTEST_BPM = 185


def _library():
    lib = ctypes.CDLL(ctypes.util.find_library("openmpt") or "libopenmpt.so.0")
    lib.openmpt_module_create_from_memory2.restype = ctypes.c_void_p
    lib.openmpt_module_get_duration_seconds.restype = ctypes.c_double
    lib.openmpt_module_set_position_seconds.restype = ctypes.c_double
    lib.openmpt_module_read_float_mono.restype = ctypes.c_size_t
    return lib


def play(data, seconds, start=0.0, speed=1.0, pitch=1.0):
    """Bytes of a module -> (samples, beats, downbeats) in seconds. `start` is in 0..1 of the song. Raises ValueError."""
    lib = _library()
    handle = lib.openmpt_module_create_from_memory2(data, ctypes.c_size_t(len(data)), None, None, None, None, None, None, None)
    if not handle:
        raise ValueError("not a module")
    module = ctypes.c_void_p(handle)
    for name, value in ((b"play.tempo_factor", speed), (b"play.pitch_factor", pitch)):
        lib.openmpt_module_ctl_set_floatingpoint(module, name, ctypes.c_double(value))
    lib.openmpt_module_set_repeat_count(module, 2)
    length = lib.openmpt_module_get_duration_seconds(module)
    lib.openmpt_module_set_position_seconds(module, ctypes.c_double(max(0.0, start * (length - seconds))))
    buffer = (ctypes.c_float * BLOCK)()
    out, rows, last = [], [], None
    while len(out) * BLOCK < seconds * FS:
        at = (lib.openmpt_module_get_current_order(module), lib.openmpt_module_get_current_row(module))
        if lib.openmpt_module_read_float_mono(module, FS, ctypes.c_size_t(BLOCK), buffer) < BLOCK:
            break
        now = (lib.openmpt_module_get_current_order(module), lib.openmpt_module_get_current_row(module))
        if now != last:
            rows.append((len(out) * BLOCK / FS, now[1]))
            last = now
        out.append(np.array(buffer, np.float32))
    lib.openmpt_module_destroy(module)
    # the first row was entered before we listened
    rows = rows[1:]
    if len(rows) < 64:
        raise ValueError("too short")
    per_beat = ROWS_PER_BEAT
    row_sec = float(np.median(np.diff([t for t, _ in rows])))
    while 60 / (row_sec * per_beat) > FASTEST_BPM:
        per_beat *= 2
    pick = lambda every: np.array([t for t, row in rows if row % every == 0])
    beats = pick(per_beat)
    gaps = np.diff(beats)
    if len(gaps) < 8 or gaps.max() > 1.6 * gaps.min():
        raise ValueError("rows and beats part ways")
    return np.concatenate(out), beats, pick(4 * per_beat)
