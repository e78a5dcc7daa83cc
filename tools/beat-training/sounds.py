"""Sound without a soundfont: a small synthesizer for electronic songs, recordings without beats, and rooms and filters."""
import subprocess
import tempfile
import wave

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

FS = 44100


def read_wav(path):
    with wave.open(path) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
        raw = raw.reshape(-1, file.getnchannels()).mean(axis=1)
        rate = file.getframerate()
    if rate != FS:
        raw = np.interp(np.arange(int(len(raw) * FS / rate)) * rate / FS, np.arange(len(raw)), raw)
    return raw.astype(np.float32)


def band(x, low, high, order=2):
    """Between low and high hertz; either may be None."""
    if low and high:
        return sosfilt(butter(order, [low, min(high, 20000)], "band", fs=FS, output="sos"), x)
    if low:
        return sosfilt(butter(order, low, "high", fs=FS, output="sos"), x)
    return sosfilt(butter(order, min(high, 20000), "low", fs=FS, output="sos"), x)


def _drum(rng, kit, pitch):
    """One hit of a drum, by its General MIDI number; kit holds what the song's drums have in common."""
    if pitch in (35, 36):
        t = np.arange(int(FS * kit["kick"])) / FS
        phase = 2 * np.pi * (kit["low"] * t + kit["sweep"] / 30 * (1 - np.exp(-30 * t)))
        return np.sin(phase) * np.exp(-t * 6 / kit["kick"]) + kit["click"] * rng.normal(size=len(t)) * np.exp(-t * 400)
    if pitch in (38, 39, 37, 40):
        t = np.arange(int(FS * 0.25)) / FS
        noise = band(rng.normal(size=len(t)), kit["snare"], None)
        tone = np.sin(2 * np.pi * 190 * t) * np.exp(-t * 30) * (pitch == 38)
        return 0.5 * noise * np.exp(-t * kit["decay"]) + 0.6 * tone
    if pitch in (45, 47, 50):
        t = np.arange(int(FS * 0.3)) / FS
        return np.sin(2 * np.pi * (80 + 5 * (pitch - 45)) * t + 6 * (1 - np.exp(-20 * t))) * np.exp(-t * 12)
    t = np.arange(int(FS * (0.3 if pitch in (46, 49, 51) else 0.06))) / FS
    return 0.4 * band(rng.normal(size=len(t)), kit["hat"], None) * np.exp(-t * (12 if pitch in (46, 49, 51) else 70))


def _tone(rng, patch, pitch, length):
    t = np.arange(int(FS * length)) / FS
    hz = 440 * 2 ** ((pitch - 69) / 12)
    x = np.zeros(len(t))
    for detune in patch["detune"]:
        phase = (hz * detune * t + rng.random()) % 1.0
        if patch["wave"] == "square":
            x += np.where(phase < patch["duty"], 1.0, -1.0)
        elif patch["wave"] == "saw":
            x += 2 * phase - 1
        elif patch["wave"] == "triangle":
            x += 4 * np.abs(phase - 0.5) - 1
        else:
            x += np.sin(2 * np.pi * phase + patch["fm"] * np.sin(4 * np.pi * phase) * np.exp(-t * 5))
    attack = np.clip(t / patch["attack"], 0, 1)
    release = np.clip((length - t) / 0.01, 0, 1)
    return x / len(patch["detune"]) * attack * release * (patch["hold"] + (1 - patch["hold"]) * np.exp(-t * patch["decay"]))


def synthesize(rng, notes, seconds):
    """Notes of songs.compose -> samples."""
    out = np.zeros(int(FS * (seconds + 3)), np.float32)
    kit = {"kick": rng.uniform(0.12, 0.5), "low": rng.uniform(40, 65), "sweep": rng.uniform(60, 300), "click": rng.uniform(0, 0.4), "snare": rng.uniform(300, 2500), "decay": rng.uniform(12, 40), "hat": rng.uniform(5000, 9000)}
    patches, gains, cache = {}, {"drum": rng.uniform(0.4, 1.0)}, {}
    for layer in ("bass", "chords", "arp", "melody", "pad"):
        slow = layer == "pad"
        patches[layer] = {"wave": rng.choice(["square", "saw", "triangle", "fm"]), "duty": rng.choice([0.125, 0.25, 0.5]), "fm": rng.uniform(0, 3), "attack": rng.uniform(0.05, 0.4) if slow else rng.choice([0.002, 0.005, 0.02]), "decay": rng.uniform(1, 12), "hold": 1.0 if slow else rng.uniform(0, 0.9), "detune": [1.0] if rng.random() < 0.5 else [1.0, 1.006, 0.995]}
        gains[layer] = rng.uniform(0.05, 0.35) * (0.5 if layer in ("chords", "pad") else 1)
        if rng.random() < 0.4:
            patches[layer]["cut"] = np.exp(rng.uniform(np.log(300), np.log(5000)))
    duck = rng.uniform(0.3, 0.9) if rng.random() < 0.3 else 0
    envelope = np.ones(len(out), np.float32)
    for layer, start, length, pitch, velocity in notes:
        at = int(start * FS)
        key = (layer, pitch, round(min(length, 4.0), 2))
        if key not in cache:
            cache[key] = _drum(rng, kit, pitch) if layer == "drum" else _tone(rng, patches[layer], pitch, max(0.05, key[2]))
            if layer != "drum" and "cut" in patches[layer]:
                cache[key] = band(cache[key], None, patches[layer]["cut"])
            cache[key] = cache[key].astype(np.float32)
        hit = cache[key]
        end = min(len(out), at + len(hit))
        out[at:end] += hit[: end - at] * np.float32(gains[layer] * velocity)
        if duck and layer == "drum" and pitch == 36:
            n = min(len(out) - at, int(FS * 0.2))
            envelope[at : at + n] = np.minimum(envelope[at : at + n], 1 - duck * np.linspace(1, 0, n, dtype=np.float32))
    return out * envelope


def finish(rng, x):
    """What rooms, speakers, codecs and recordings do to a song. Keeps the timing."""
    if rng.random() < 0.25:
        length = rng.uniform(0.15, 1.2)
        t = np.arange(int(FS * length)) / FS
        tail = rng.normal(size=len(t)) * np.exp(-t * 6 / length)
        tail[0] = 0
        x = x + fftconvolve(x, tail / np.sqrt(np.sum(tail**2)))[: len(x)] * rng.uniform(0.1, 0.6)
    if rng.random() < 0.25:
        x = band(x, None, np.exp(rng.uniform(np.log(2500), np.log(16000))), 4)
    if rng.random() < 0.2:
        x = band(x, rng.uniform(60, 300), None)
    x = x / (np.max(np.abs(x)) + 1e-6)
    if rng.random() < 0.2:
        x = np.tanh(x * rng.uniform(1.5, 6))
    if rng.random() < 0.2:
        swing = np.interp(np.arange(len(x)), np.linspace(0, len(x), 8), rng.uniform(-12, 0, 8))
        x = x * 10 ** (swing / 20)
    return (x * 10 ** (rng.uniform(-12, 0) / 20)).astype(np.float32)


def _speech(rng, seconds):
    words = "the a of light river seven house music morning winter window yesterday we they never always went saw made into under between quiet sudden paper table mountain question answer people water travel remember and but so when where because nothing something every little great long again".split()
    voices = ["en", "en-us", "en-gb-scotland", "de", "fr", "es", "it", "pl", "sv", "nl", "pt", "fi", "tr"]
    out = []
    while sum(map(len, out)) < seconds * FS:
        text = "".join(rng.choice(words) + (", " if rng.random() < 0.12 else ". " if rng.random() < 0.1 else " ") for _ in range(60))
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(["espeak-ng", "-v", rng.choice(voices) + rng.choice(["", "+f2", "+f4", "+m3", "+m7", "+croak"]), "-s", str(rng.integers(110, 220)), "-p", str(rng.integers(10, 90)), "-w", file.name, text], check=True, stderr=subprocess.DEVNULL)
            out.append(read_wav(file.name))
    return np.concatenate(out)[: int(seconds * FS)]


def _noise(rng, n, slope):
    spectrum = np.fft.rfft(rng.normal(size=n))
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** (slope / 2)
    x = np.fft.irfft(spectrum, n)
    return x / np.max(np.abs(x))


def without_beats(rng, seconds=40.0):
    """Returns (kind, samples) of something no one taps a foot to."""
    n = int(seconds * FS)
    t = np.arange(n) / FS
    kind = rng.choice(["speech", "speech", "speech", "babble", "noise", "noise", "wind", "rain", "crackle", "birds", "birds", "birds", "hum", "sines", "pad", "sirens", "clatter", "applause", "silence", "call"])
    x = np.zeros(n)
    if kind in ("speech", "call"):
        x = _speech(rng, seconds)
        if kind == "call":
            x = band(x, 300, 3400)
    elif kind == "babble":
        for _ in range(4):
            x += _speech(rng, seconds)
    elif kind == "noise":
        x = _noise(rng, n, rng.choice([0, 1, 2])) if rng.random() < 0.6 else band(rng.normal(size=n), *sorted(np.exp(rng.uniform(np.log(50), np.log(15000), 2))))
    elif kind in ("wind", "rain"):
        slow = np.interp(t, np.linspace(0, seconds, 30), rng.uniform(0.1, 1, 30))
        x = _noise(rng, n, 2 if kind == "wind" else 0.5) * slow
    elif kind in ("crackle", "clatter", "applause"):
        rate = {"crackle": 12, "clatter": 3, "applause": 60}[kind] * rng.uniform(0.5, 2)
        for at in rng.integers(0, n - FS, int(rate * seconds)):
            length = int(FS * rng.uniform(0.003, 0.15))
            x[at : at + length] += rng.normal(size=length) * np.exp(-np.arange(length) * 6 / length) * rng.uniform(0.05, 1) ** 2
        x = band(x, rng.uniform(100, 1500), None)
    elif kind == "birds":
        at = rng.uniform(0, 1)
        while at < seconds - 2:
            # a phrase of chirps, quick and loosely even, then a pause of any length
            gap = rng.uniform(0.08, 0.5)
            for _ in range(rng.integers(1, 12)):
                length = rng.uniform(0.03, min(0.4, gap))
                m = int(length * FS)
                s = np.arange(m) / FS
                hz = rng.uniform(1800, 6500) + rng.uniform(-8000, 8000) * s + rng.uniform(0, 400) * np.sin(2 * np.pi * rng.uniform(10, 60) * s)
                start = int(at * FS)
                if start + m >= n:
                    break
                x[start : start + m] += np.sin(2 * np.pi * np.cumsum(hz) / FS) * np.hanning(m) * rng.uniform(0.2, 1)
                at += gap * rng.uniform(0.7, 1.4)
            at += rng.exponential(1.0)
        x += 0.02 * _noise(rng, n, 1) * rng.uniform(0, 1)
    elif kind == "hum":
        base = rng.uniform(40, 130)
        for k in range(1, 12):
            x += np.sin(2 * np.pi * base * k * t + rng.random() * 6) * rng.random() / k
        x += 0.1 * rng.random() * rng.normal(size=n)
    elif kind == "sines":
        for _ in range(rng.integers(1, 6)):
            x += np.sin(2 * np.pi * np.exp(rng.uniform(np.log(60), np.log(8000))) * t)
    elif kind == "pad":
        for _ in range(8):
            hz = 110 * 2 ** (rng.integers(0, 30) / 12)
            x += np.sin(2 * np.pi * hz * t + rng.random()) * np.interp(t, np.sort(rng.uniform(0, seconds, 8)), rng.random(8))
    elif kind == "sirens":
        hz = rng.uniform(500, 1200) * 2 ** (rng.uniform(0.1, 0.6) * np.sin(2 * np.pi * rng.uniform(0.1, 0.5) * t + np.cumsum(rng.normal(0, 0.002, n))))
        x = np.sin(2 * np.pi * np.cumsum(hz) / FS)
    if np.max(np.abs(x)) > 0:
        x = x / np.max(np.abs(x)) * 10 ** (rng.uniform(-30, 0) / 20)
    return kind, x.astype(np.float32)
