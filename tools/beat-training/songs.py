"""Songs of our own: patterns in many styles, as notes in seconds with exact beats."""
import numpy as np

# style: (bpm low, bpm high, swing of the eighths or sixteenths, layers)
STYLES = {
    "house": (116, 132, 0.0, "four offhat clap bass chords arp"),
    "techno": (124, 150, 0.0, "four offhat hat16 bass16 stab"),
    "trance": (128, 145, 0.0, "four offhat clap bass16 arp pad"),
    "breakbeat": (95, 140, 0.1, "break hat8 bass chords"),
    "jungle": (158, 182, 0.0, "break hat16 basslong pad"),
    "hiphop": (74, 104, 0.2, "boom hat8 bass chords"),
    "electro": (105, 135, 0.0, "boom hat16 clap bass16 stab"),
    "rock": (90, 185, 0.0, "rock hat8 bass8 chords melody"),
    "pop": (84, 140, 0.0, "rock hat8 bass chords melody arp"),
    "ballad": (54, 88, 0.0, "soft hat8 basslong arp melody pad"),
    "slow": (55, 80, 0.15, "rock hat16 bass chords melody"),
    "piano": (58, 120, 0.0, "left arp melody"),
    "guitar": (60, 130, 0.0, "arp basslong melody"),
    "swing": (95, 215, 0.6, "ride walk comp melody"),
    "shuffle": (80, 160, 0.6, "rock hat8 bass8 chords melody"),
    "reggae": (66, 100, 0.1, "onedrop skank bass melody"),
    "bossa": (95, 150, 0.0, "bossa hat8 basslong comp melody"),
    "samba": (90, 125, 0.0, "samba hat16 bass chords"),
    "march": (95, 135, 0.0, "oompah snare8 melody"),
    "polka": (95, 150, 0.0, "oompah melody"),
    "waltz": (80, 190, 0.0, "waltz melody pad"),
    "chip": (110, 180, 0.0, "four hat8 bass8 arp melody"),
    "chipslow": (70, 115, 0.0, "boom hat8 bass16 arp melody"),
    "demo": (118, 150, 0.0, "rock hat16 bass16 arp melody pad"),
    "ambient": (70, 130, 0.0, "arp pad basslong"),
    "sequence": (95, 150, 0.0, "bass16 arp stab"),
    "funk": (92, 122, 0.15, "break hat16 bass16 comp"),
    "disco": (108, 134, 0.0, "four offhat clap bass8 chords melody"),
    "strings": (60, 140, 0.0, "pad left melody"),
    "drums": (70, 180, 0.0, "rock hat16 tom"),
    "breakdrums": (85, 175, 0.1, "break hat8 perc"),
    "lullaby": (54, 80, 0.0, "hat8 arp basslong melody"),
    "powerballad": (54, 82, 0.0, "rock hat8 bass chords arp melody"),
    "halftime": (58, 88, 0.1, "boom hat16 bass16 arp"),
    "rubato": (54, 100, 0.0, "left arp melody"),
    "adagio": (54, 90, 0.0, "pad melody basslong"),
    "slowrock": (54, 84, 0.0, "rock hat8 bass8 arp melody"),
    "jig": (90, 150, 0.0, "rock hat8 bass melody"),
    "barcarole": (54, 96, 0.0, "arp basslong melody"),
    "syncopated": (80, 140, 0.0, "break hat8 comp bass melody"),
    "chiparp": (95, 165, 0.0, "break bass8 arp melody"),
    "pianoballad": (54, 96, 0.0, "arp chords basslong melody"),
    "pianosong": (60, 124, 0.0, "left chords arp melody"),
    "gameslow": (72, 112, 0.0, "rock hat16 bass16 chords melody"),
    "gamehalf": (66, 104, 0.0, "break hat16 bass8 comp melody arp"),
}
# every part on a piano
PIANO = ("pianoballad", "pianosong")
# six steps to a beat: three eighths with their halves
COMPOUND = ("slowrock", "jig", "barcarole")
DRUMS = {"kick": 36, "snare": 38, "rim": 37, "clap": 39, "hat": 42, "open": 46, "ride": 51, "tom": 45, "perc": 75, "crash": 49}
PATTERNS = {
    "rock": {"kick": [0, 8], "snare": [4, 12]},
    "boom": {"kick": [0, 10], "snare": [4, 12]},
    "soft": {"kick": [0, 8], "rim": [4, 12]},
    "onedrop": {"kick": [8], "rim": [8]},
    "bossa": {"kick": [0, 6, 8, 14], "rim": [0, 6, 12, 20, 26]},
    "samba": {"kick": [0, 3, 4, 7, 8, 11, 12, 15], "perc": [0, 3, 6, 10, 13], "snare": [3, 6, 11, 14]},
    "waltz": {"kick": [0], "rim": [4, 8]},
}
SCALES = [[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 2, 3, 5, 7, 9, 10], [0, 3, 5, 7, 10]]
PROGRAMS = {
    "bass": [32, 33, 34, 35, 36, 38, 39, 87],
    "chords": [0, 1, 4, 5, 16, 17, 24, 25, 26, 27, 29, 30, 48, 62, 81, 90],
    "arp": [0, 6, 10, 11, 12, 13, 24, 25, 46, 80, 81, 84, 88, 98, 108],
    "melody": [0, 21, 22, 40, 52, 56, 60, 65, 68, 71, 73, 75, 78, 79, 80, 81, 82],
    "pad": [48, 49, 50, 52, 88, 89, 90, 91, 92, 94, 95],
}


def beat_times(rng, bpm, count, steady, freedom=1.0):
    """Where the beats lie: steady, drifting, swaying, with a ritardando, or with a sudden step. `freedom` widens a player's."""
    period = np.full(count, 60.0 / bpm)
    kind = "steady" if steady else rng.choice(["drift", "sway", "ritard", "step", "human"])
    x = np.arange(count)
    if kind == "drift":
        period *= np.exp(rng.uniform(-0.15, 0.15) * x / count)
    elif kind == "sway":
        period *= np.exp(rng.uniform(0.01, 0.06) * np.sin(2 * np.pi * x / rng.uniform(6, 32)))
    elif kind == "ritard":
        at = rng.integers(count // 4, count)
        near = np.clip(1 - np.abs(x - at) / rng.integers(3, 9), 0, 1)
        period *= np.exp(rng.uniform(0.1, 0.4) * near)
    elif kind == "step":
        period[rng.integers(count // 4, 3 * count // 4) :] *= np.exp(rng.uniform(-0.3, 0.3))
    elif kind == "human":
        period *= np.exp(np.cumsum(rng.normal(0, 0.006 * freedom, count)) + rng.normal(0, 0.008 * freedom, count))
    return np.concatenate([[0.0], np.cumsum(period)]), kind


def compose(rng, seconds=40.0, styles=tuple(STYLES)):
    """Returns (style, notes [(layer, seconds, duration, pitch, velocity 0..1)], beats, downbeats)."""
    style = str(rng.choice(styles))
    low, high, swing, layers = STYLES[style]
    compound = style in COMPOUND
    layers = [layer for layer in layers.split() if rng.random() > 0.12] or ["arp"]
    bpm = np.exp(rng.uniform(np.log(low), np.log(high)))
    per_beat = 6 if compound else 4
    per_bar = int(rng.choice([2, 4])) if compound else 3 if style == "waltz" or rng.random() < 0.05 else 4
    steps = per_bar * per_beat
    count = int(seconds * bpm / 60 * 1.5) + 16
    times, kind = beat_times(rng, bpm, count, rng.random() < 0.65 and style != "rubato", 2.5 if style in ("rubato", "adagio") else 1.0)
    lead = rng.choice([0.0, rng.uniform(0, 2)])
    times = times + lead
    swing = swing * rng.uniform(0.4, 1.1) if rng.random() < 0.85 else 0.0
    eighths = swing > 0.35

    def at(step):
        """Absolute step (four or six to a beat) -> seconds."""
        beat, part = divmod(step, per_beat)
        fraction = part / per_beat
        if eighths:
            fraction = {0: 0.0, 1: 0.25, 2: 0.5 + swing / 6.0 * 1.6, 3: 0.75 + swing * 0.08}[part]
        elif part % 2:
            fraction += swing / 12.0
        beat = min(int(beat), count - 2)
        return times[beat] + fraction * (times[beat + 1] - times[beat])

    jitter = rng.choice([0.0, 0.003, 0.008, 0.014])
    notes = []

    def note(layer, step, length, pitch, velocity):
        start = at(step)
        if start >= seconds:
            return
        gap = at(step + max(1, int(length))) - start
        off = rng.normal(0, jitter) if jitter else 0.0
        notes.append((layer, max(0.0, start + off), max(0.04, gap * 0.95), int(pitch), float(np.clip(velocity, 0.08, 1))))

    scale = SCALES[rng.integers(len(SCALES))]
    root = rng.integers(36, 48)
    progression = rng.integers(0, len(scale), 8)
    progression[0] = 0
    change = rng.choice([1, 1, 2])

    def degree(index, octave=0):
        return root + 12 * octave + scale[index % len(scale)] + 12 * (index // len(scale))

    patterns = {name: {k: list(v) for k, v in PATTERNS[name].items()} for name in PATTERNS}
    if compound:
        patterns["rock"] = {"kick": [0, 12], "snare": [6, 18]}
    for name in ("rock", "boom"):
        extra = [s for s in ((4, 10, 16, 22) if compound else (2, 3, 6, 7, 10, 11, 14)) if rng.random() < 0.22]
        patterns[name]["kick"] = sorted(set(patterns[name]["kick"] + extra))
    brk = {"kick": [0] + [s for s in (2, 3, 6, 8, 10, 11) if rng.random() < 0.35], "snare": [4, 12] + [s for s in (7, 9, 15) if rng.random() < 0.3]}
    bass_rhythm = sorted({0} | {int(s) for s in rng.choice([2, 3, 4, 6, 8, 10, 11, 12, 14], rng.integers(1, 5))})
    comp_rhythm = sorted({int(s) for s in rng.choice([0, 2, 3, 4, 6, 7, 8, 10, 12, 14], rng.integers(2, 5))})
    chord_rhythm = [[0], [0, 8], [0, 4, 8, 12], [4, 12], [2, 6, 10, 14], comp_rhythm][rng.integers(6)]
    arp_step = int(rng.choice([1, 2, 2, 4])) if style not in ("ambient", "lullaby", "slowrock", "barcarole") else 2 if compound else int(rng.choice([2, 4]))
    arp_shape = rng.integers(0, 7, rng.choice([3, 4, 6, 8, 8, 16]))
    accent = rng.uniform(0, 0.3)
    bars = int(count // per_bar)
    section = int(rng.choice([2, 4, 8]))
    active = set(layers)
    motif = None
    for bar in range(bars):
        base = bar * steps
        if at(base) >= seconds:
            break
        if bar % section == 0 and bar > 0:
            active = {layer for layer in layers if rng.random() > 0.25} or set(layers)
        if bar % 4 == 0 or motif is None:
            grid = int(rng.choice([2, 2, 4, 1]))
            motif = [(s, rng.integers(0, 9)) for s in range(0, steps, grid) if rng.random() < 0.5]
        chord = int(progression[(bar // change) % 8])
        fill = rng.random() < 0.08
        for layer in active:
            beat = lambda s: 1.0 if s % per_beat == 0 else 1.0 - accent
            loud = rng.uniform(0.6, 0.9)
            if layer in ("four", "clap", "offhat", "hat8", "hat16", "ride", "snare8", "tom", "perc") or layer in patterns or layer == "break":
                table = {
                    "four": {"kick": [0, 4, 8, 12]},
                    "clap": {"clap": [4, 12]},
                    "offhat": {"open": [2, 6, 10, 14]},
                    "hat8": {"hat": list(range(0, steps, 2))},
                    "hat16": {"hat": list(range(16))},
                    "ride": {"ride": [0, 4, 6, 8, 12, 14], "hat": [4, 12]},
                    "snare8": {"snare": [0, 4, 6, 8, 12, 14, 15]},
                    "tom": {"tom": [s for s in range(16) if rng.random() < 0.25]},
                    "perc": {"perc": [0, 3, 6, 10, 12]},
                    "break": brk,
                }.get(layer) or patterns[layer]
                for drum, hits in table.items():
                    for hit in hits:
                        if hit < steps and not (fill and hit >= steps - 4):
                            note("drum", base + hit, 1, DRUMS[drum], loud * beat(hit) * rng.uniform(0.85, 1.1))
            elif layer in ("bass", "bass8", "bass16", "basslong", "walk"):
                hits = {"bass8": range(0, steps, 2), "bass16": range(steps), "basslong": [0], "walk": range(0, steps, per_beat)}.get(layer, bass_rhythm)
                hits = [hit for hit in hits if hit < steps]
                for index, hit in enumerate(hits):
                    step = rng.integers(0, 5) if layer == "walk" and hit else (rng.choice([0, 0, 0, 4, 7]) if hit else 0)
                    length = (hits[index + 1] if index + 1 < len(hits) else steps) - hit
                    note("bass", base + hit, length, degree(chord + step), loud * beat(hit))
            elif layer in ("chords", "stab", "skank", "comp", "pad"):
                hits = {"skank": [2, 6, 10, 14] if eighths else [4, 12], "comp": comp_rhythm, "stab": comp_rhythm, "pad": [0]}.get(layer, chord_rhythm)
                for hit in hits:
                    if hit < steps:
                        for third in (0, 2, 4):
                            note("pad" if layer == "pad" else "chords", base + hit, steps if layer == "pad" else 2, degree(chord + third, 1), loud * 0.8 * beat(hit))
            elif layer in ("arp", "left"):
                jump = arp_step if layer == "arp" else per_beat
                for index, hit in enumerate(range(0, steps, jump)):
                    shape = arp_shape[(bar * steps // jump + index) % len(arp_shape)] if layer == "arp" else [0, 4, 2, 4][index % 4]
                    note("arp", base + hit, jump, degree(chord + int(shape), 2 if layer == "arp" else 0), loud * beat(hit))
            elif layer == "oompah":
                for hit in range(0, steps, 4):
                    note("bass", base + hit, 2, degree(chord + (4 if hit == 8 else 0)), loud)
                    for third in (0, 2, 4):
                        note("chords", base + hit + 2, 2, degree(chord + third, 1), loud * 0.7)
            elif layer == "melody":
                for index, (hit, step) in enumerate(motif):
                    end = motif[index + 1][0] if index + 1 < len(motif) else steps
                    note("melody", base + hit, min(end - hit, 8), degree(chord + int(step), 2), loud)
        if fill:
            for hit in range(steps - 4, steps):
                if rng.random() < 0.8 and "drum" not in active:
                    note("drum", base + hit, 1, rng.choice([38, 45, 47, 50]), 0.7)
    beats = times[times < seconds]
    downbeats = times[::per_bar][times[::per_bar] < seconds]
    # the song may begin on any beat: nothing says that the first sound is a downbeat
    return style, sorted(notes, key=lambda n: n[1]), beats, downbeats


def to_events(rng, notes, style=""):
    """Notes as MIDI events on GM instruments."""
    channel = {"drum": 9, "bass": 0, "chords": 1, "arp": 2, "melody": 3, "pad": 4}
    events = [(0.0, bytes([0xC9, int(rng.choice([0, 0, 8, 16, 24, 25, 25, 32, 40]))]))]
    for layer, programs in PROGRAMS.items():
        events.append((0.0, bytes([0xC0 | channel[layer], int(rng.choice([0, 0, 1] if style in PIANO else programs))])))
        events.append((0.0, bytes([0xB0 | channel[layer], 7, int(rng.integers(50, 120))])))
    events.append((0.0, bytes([0xB9, 7, int(rng.integers(60, 127))])))
    for layer, start, length, pitch, velocity in notes:
        c = channel[layer]
        p = int(np.clip(pitch, 12, 110))
        events.append((start, bytes([0x90 | c, p, max(1, int(velocity * 120))])))
        events.append((start + length, bytes([0x80 | c, p, 0])))
    return events
