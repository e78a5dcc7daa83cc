"""What the trainers of the two judges (train_level.py, train_phase.py) share: what the committed network and tracker make of rendered
songs, and how weights become a file of the worker."""
import argparse
import base64
import pathlib
import subprocess
import zlib

import numpy as np

FOLDS = 5


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path, nargs="+")
    return parser


def hear(work, folders, kind):
    """Has pulses.mjs write what a judge hears (`kind`: pulses or phases) of every clip that has none in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    for path in (path for folder in folders for path in folder.glob("*.npz")):
        if not any((work / f"{path.stem}.{known}.f32").exists() for known in ("frames", kind)):
            np.load(path)["frames"].astype(np.float32).tofile(work / f"{path.stem}.frames.f32")
    subprocess.run(["node", str(pathlib.Path(__file__).parent / "pulses.mjs"), str(work)], check=True)


def clips(work, folders, kind, columns):
    """Beats, rows and fold of each clip that was heard."""
    for path in (path for folder in folders for path in sorted(folder.glob("*.npz"))):
        heard = work / f"{path.stem}.{kind}.f32"
        if not heard.exists():
            continue
        data = np.load(path)
        # by the name of the song, without what it was made with: all forms of one are in one fold
        fold = zlib.crc32(str(data["name"]).split("-", 1)[1].encode()) // 7 % FOLDS
        yield data["beats"], np.fromfile(heard, np.float32).reshape(-1, columns), fold


def gap_at(beats, seconds):
    """Seconds between the beats around a moment; None before the first and after the last."""
    if len(beats) < 4 or not beats[0] - 0.3 <= seconds <= beats[-1] + 0.3:
        return None
    index = int(np.clip(np.searchsorted(beats, seconds), 1, len(beats) - 1))
    return beats[index] - beats[index - 1]


def write_weights(out, name, shape, numbers):
    """`level` -> level-weights.ts: LEVEL_SHAPE, LEVEL_WEIGHTS."""
    text = base64.b64encode(np.array(numbers, "<f4").tobytes()).decode()
    (out / f"{name}-weights.ts").write_text(
        f"/** Written by tools/beat-training/train_{name}.py: the judge of beat-{name}.ts. Not edited by hand. */\n"
        f"export const {name.upper()}_SHAPE = {{ {', '.join(f'{key}: {value}' for key, value in shape.items())} }} as const;\n"
        "// prettier-ignore\n"
        f"export const {name.upper()}_WEIGHTS = '{text}';\n"
    )
