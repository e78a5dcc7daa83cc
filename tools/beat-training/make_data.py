"""Renders training songs and recordings without beats, and stores their features.

    make_data.py OUT SEED COUNT --packages FOLDER --soundfonts A.sf2 B.sf2

FOLDER holds unpacked Debian packages with MIDI files (docs/audio-analysis.md names them). The pieces of the validation set are left
out by name. Needs fluidsynth, mma and espeak-ng.
"""
import argparse
import pathlib
import subprocess
import tempfile
import traceback
import zlib

import numpy as np

import features
import midi
import modules
import songs
import sounds

# in the validation set: never trained on, in any rendering
HELD_OUT = "modern_motion shes-just-my-style bossa countme girl song2 be_sharp_bw careless_perc chemistry_lab slow_neasy train_filled_with_cash".split()
SECONDS = 40.0
# one name in four is kept for judging: `--judge` renders only these
JUDGED = 4
CHORDS = "C Am F G Dm Em E7 A7 D7 G7 Cmaj7 Fmaj7 Bb Eb Gm Cm Fm7 Ab Bm7b5 E Bm F#m D A".split()


def judged(name):
    return zlib.crc32(name.encode()) % JUDGED == 0


def trackers(folder):
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".mod", ".xm", ".s3m", ".it")]
    return [path for path in found if not any(name in path.name.lower() for name in HELD_OUT)]


def wads(path):
    """MIDI lumps of a Doom file."""
    data = path.read_bytes()
    count, directory = np.frombuffer(data[4:12], "<i4")
    for index in range(count):
        at, size = np.frombuffer(data[directory + 16 * index : directory + 16 * index + 8], "<i4")
        if size > 200 and data[at : at + 4] == b"MThd":
            yield data[at : at + size]


def on_grid(song):
    """How much likelier notes start near the quarters' halves than anywhere: tells sequences from free recordings."""
    starts = np.array([t for t, m in song.events if m[0] & 0xF0 == 0x90 and m[2] > 0])
    beats = np.array(song.beats)
    if len(starts) < 80 or len(beats) < 24:
        return 0.0
    index = np.clip(np.searchsorted(beats, starts) - 1, 0, len(beats) - 2)
    phase = (starts - beats[index]) / np.maximum(1e-3, beats[index + 1] - beats[index])
    return float(np.mean((np.abs(phase) < 0.06) | (np.abs(phase - 1) < 0.06) | (np.abs(phase - 0.5) < 0.04)) / 0.2)


def corpus(folder):
    found, seen = [], set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".mid", ".wad") or any(name in path.name.lower() for name in HELD_OUT):
            continue
        for data in [path.read_bytes()] if path.suffix.lower() == ".mid" else list(wads(path)):
            if hash(data) in seen:
                continue
            seen.add(hash(data))
            try:
                song = midi.read(data)
            except (ValueError, IndexError):
                continue
            if on_grid(song) > 1.7 and song.beats[-1] > 20:
                found.append((path.stem, song))
    return found


def alter(rng, song, gentle):
    """Another performance of a song: tempo, rubato, hands, key, instruments, missing parts."""
    events, beats, downbeats = song.events, np.array(song.beats), np.array(song.downbeats)
    last = beats[-1]
    median = 60 / np.median(np.diff(beats))
    low, high = max(0.75, 56 / median), min(1.3, 210 / median)
    speed = np.exp(rng.uniform(np.log(low), np.log(high))) if low < high and not gentle else 1.0
    start = rng.uniform(0, max(0.0, last / speed - SECONDS)) if rng.random() < 0.8 else 0.0
    grid = np.arange(0, last + 60, 0.5)
    rate = np.full(len(grid), 1 / speed)
    if rng.random() < 0.2:
        rate *= np.exp(rng.uniform(0.01, 0.07) * np.sin(2 * np.pi * grid / rng.uniform(4, 25)))
    if rng.random() < 0.1:
        rate *= np.exp(np.cumsum(rng.normal(0, 0.01, len(grid))))
    clock = np.concatenate([[0], np.cumsum(rate[:-1] * 0.5)])
    warp = lambda t: np.interp(t, grid, clock) - start
    used = {m[0] & 15 for _, m in events if m[0] & 0xF0 == 0x90}
    muted = {c for c in used if rng.random() < 0.12} if len(used) > 3 else set()
    if rng.random() < 0.25 and len(used) > 2:
        muted.add(9)
    key = int(rng.integers(-5, 6))
    reprogram = rng.random() < 0.3
    jitter = rng.choice([0.0, 0.0, 0.004, 0.01])
    out = []
    for t, m in events:
        c, kind = m[0] & 15, m[0] & 0xF0
        if c in muted:
            continue
        at = float(warp(t))
        if at > SECONDS:
            break
        if kind in (0x80, 0x90):
            if at < 0:
                continue
            pitch = m[1] if c == 9 else int(np.clip(m[1] + key, 0, 127))
            out.append((max(0.0, at + (rng.normal(0, jitter) if kind == 0x90 and jitter else 0)), bytes([m[0], pitch, m[2]])))
        elif kind == 0xC0 and reprogram and c != 9:
            out.append((max(0.0, at), bytes([m[0], int(rng.integers(0, 104))])))
        else:
            out.append((max(0.0, at), m))
    inside = lambda x: np.array([b for b in warp(np.array(x)) if -0.5 < b < SECONDS])
    return out, inside(beats), inside(downbeats)


def grooves():
    out = []
    for path in sorted(pathlib.Path("/usr/share/mma/lib").rglob("*.mma")):
        if any(word in path.name for word in ("68", "128", "54", "metronome", "none")):
            continue
        names = [line.split()[1] for line in path.read_text(errors="replace").splitlines() if line.startswith("DefGroove")]
        out += [(path.relative_to("/usr/share/mma/lib"), name) for name in names if not any(word in name for word in ("68", "128", "54"))]
    return out


def accompany(rng, choices, folder):
    """A song by MMA: its grooves, our chords and tempo, and sometimes a melody on top."""
    path, groove = choices[rng.integers(len(choices))]
    tempo = int(np.exp(rng.uniform(np.log(60), np.log(195))))
    if "ballad" in groove.lower() or "slow" in groove.lower():
        tempo = int(rng.uniform(56, 100))
    bars = [CHORDS[i] for i in rng.integers(0, len(CHORDS), 8)]
    lines = [f"Tempo {tempo}", f"Groove {str(path.with_suffix(''))}:{groove}" if path.parts[0] != "stdlib" else f"Groove {groove}"]
    lines += [f"{i + 1} {bars[i % 8]}" for i in range(int(SECONDS * tempo / 60 / 3) + 4)]
    (folder / "a.mma").write_text("\n".join(lines) + "\n")
    subprocess.run(["mma", "a.mma", "-f", "a.mid"], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)
    return groove, midi.read((folder / "a.mid").read_bytes())


def play(rng, events, soundfonts, folder):
    # a note that never ends would be rendered for ever
    ends = [(SECONDS + 0.5, bytes([0xB0 | channel, 120, 0])) for channel in range(16)]
    midi.write(folder / "s.mid", events + ends)
    command = ["fluidsynth", "-ni", "-q", "-r", "44100", "-g", "0.4", "-F", str(folder / "s.wav")]
    command += ["-o", f"synth.reverb.level={rng.uniform(0, 0.9):.2f}", "-o", f"synth.reverb.room-size={rng.uniform(0.1, 0.8):.2f}", "-o", f"synth.chorus.active={int(rng.random() < 0.5)}"]
    subprocess.run(command + [str(rng.choice(soundfonts)), str(folder / "s.mid")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return sounds.read_wav(str(folder / "s.wav"))


def clip(rng, pieces, choices, tracked, soundfonts, folder, styles):
    kind = "own" if styles else rng.choice(["corpus", "module", "mma", "own", "electronic", "none"], p=[0.3, 0.08, 0.2, 0.15, 0.17, 0.1])
    if kind == "module":
        path = tracked[rng.integers(len(tracked))]
        speed = float(np.exp(rng.uniform(-0.25, 0.25)))
        samples, beats, downbeats = modules.play(path.read_bytes(), SECONDS, rng.uniform(0, 1), speed, float(2 ** (rng.integers(-3, 4) / 12)))
        return f"module-{path.stem}", sounds.finish(rng, samples), beats, downbeats
    if kind == "none":
        name, samples = sounds.without_beats(rng, SECONDS)
        return f"none-{name}", samples, [], []
    if kind in ("own", "electronic"):
        name, notes, beats, downbeats = songs.compose(rng, SECONDS, styles or tuple(songs.STYLES))
        samples = play(rng, songs.to_events(rng, notes, name), soundfonts, folder) if kind == "own" else sounds.synthesize(rng, notes, SECONDS)
    else:
        if kind == "corpus":
            name, song = pieces[rng.integers(len(pieces))]
        else:
            name, song = accompany(rng, choices, folder)
        events, beats, downbeats = alter(rng, song, kind == "mma")
        samples = play(rng, events, soundfonts, folder)
    return f"{kind}-{name}", sounds.finish(rng, samples[: int(SECONDS * sounds.FS)]), beats, downbeats


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("seed", type=int)
    arguments.add_argument("count", type=int)
    arguments.add_argument("--packages", type=pathlib.Path, required=True)
    arguments.add_argument("--soundfonts", nargs="+", required=True)
    arguments.add_argument("--judge", action="store_true", help="render what is kept for judging, not what is for training")
    arguments.add_argument("--styles", nargs="+", default=[], help="only songs of our own, of these styles (songs.py)")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    keep = lambda name: judged(name) == options.judge
    pieces = [piece for piece in corpus(options.packages) if keep(piece[0])]
    choices = [choice for choice in grooves() if keep(choice[1])]
    tracked = [path for path in trackers(options.packages) if keep(path.stem)]
    print(f"{len(pieces)} pieces, {len(choices)} grooves, {len(tracked)} modules", flush=True)
    for index in range(options.count):
        rng = np.random.default_rng([options.seed, index])
        try:
            with tempfile.TemporaryDirectory() as folder:
                name, samples, beats, downbeats = clip(rng, pieces, choices, tracked, options.soundfonts, pathlib.Path(folder), options.styles)
            frames = features.log_mel(samples)
            target = options.out / f"{options.seed:03d}-{index:05d}.npz"
            np.savez(target, frames=frames.astype(np.float16), beats=np.array(beats, np.float32), downbeats=np.array(downbeats, np.float32), name=name)
            if index % 20 == 0:
                print(index, name, len(beats), flush=True)
        except (subprocess.SubprocessError, ValueError, IndexError, FileNotFoundError):
            print(f"{index} left out: {traceback.format_exc(limit=1).splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
