"""Trains the beat network on what make_data.py rendered.

    train.py DATA CHECKPOINT --minutes 20 [--resume CHECKPOINT] [--threads 1] [--seed 11]

On busy machines one thread for the network and one process for the batches waste least.
"""
import argparse
import multiprocessing
import pathlib
import time

import numpy as np
import torch

import network

LENGTH = 2000
BATCH = 16


def load(folder, every, held_out):
    clips = []
    for index, path in enumerate(sorted(folder.glob("*.npz"))):
        if (index % every == 0) != held_out:
            continue
        try:
            data = np.load(path)
            clips.append((data["frames"], data["beats"], data["downbeats"], str(data["name"])))
        except (ValueError, OSError, EOFError):
            continue
    return clips


def targets(beats, frames):
    out = np.zeros(frames, np.float32)
    for beat in beats:
        centre = (beat + network.DELAY_SEC) * 100 - 1
        for k in range(int(centre) - 3, int(centre) + 5):
            if 0 <= k < frames:
                out[k] = max(out[k], np.exp(-0.5 * ((k - centre) / 1.2) ** 2))
    return out


def stretch(rng, frames, beats, downbeats):
    """Another tempo, by reading the frames faster or slower."""
    factor = np.exp(rng.uniform(-0.12, 0.12))
    at = np.arange(int((len(frames) - 1) / factor)) * factor
    low = at.astype(int)
    part = (at - low)[:, None].astype(np.float32)
    return frames[low] * (1 - part) + frames[low + 1] * part, beats / factor, downbeats / factor


def colour(rng, x):
    """Level, equaliser, pitch, bandwidth and background noise, on log-mel frames (one unit is 20 dB)."""
    if rng.random() < 0.3:
        x = np.roll(x, rng.integers(-2, 3), axis=1)
    if rng.random() < 0.5:
        knots = rng.normal(0, rng.uniform(0, 0.3), 6)
        x = x + np.interp(np.arange(network.BANDS), np.linspace(0, network.BANDS - 1, 6), knots).astype(np.float32)
    if rng.random() < 0.15:
        x = x.copy()
        x[:, rng.integers(22, 46) :] = -2.5
    x = x + np.float32(rng.uniform(-1.6, 0.4))
    if rng.random() < 0.35:
        level = np.percentile(x, 95) - rng.uniform(0.3, 1.8)
        tilt = np.linspace(0, rng.uniform(-0.8, 0.4), network.BANDS)
        noise = level + tilt + 0.5 * np.log10(rng.gamma(2.5, 0.4, x.shape) + 1e-6)
        x = 0.5 * np.log10(10 ** (2 * x) + 10 ** (2 * noise))
    return np.maximum(x, -2.5).astype(np.float32)


def take(rng, clips, length):
    frames, beats, downbeats, name = clips[rng.integers(len(clips))]
    frames = frames.astype(np.float32)
    if len(beats) and rng.random() < 0.5:
        frames, beats, downbeats = stretch(rng, frames, beats, downbeats)
    start = rng.integers(0, max(1, len(frames) - length))
    x = colour(rng, frames[start : start + length])
    n = len(x)
    beat, downbeat = targets(beats - start / 100, n), targets(downbeats - start / 100, n)
    return x, beat, downbeat, np.full(n, float(len(beats) > 0), np.float32)


def example(rng, clips):
    """A stretch of one clip, or of two with a hard cut, or after silence."""
    parts, left = [], LENGTH
    if rng.random() < 0.08:
        n = int(rng.integers(20, 300))
        parts.append((np.full((n, network.BANDS), -2.5, np.float32), *(np.zeros(n, np.float32) for _ in range(3))))
        left -= n
    if rng.random() < 0.3:
        parts.append(take(rng, clips, int(rng.integers(left // 4, 3 * left // 4))))
        left -= len(parts[-1][0])
    while left > 0:
        parts.append(take(rng, clips, left))
        left -= len(parts[-1][0])
    x, beat, downbeat, pulse = (np.concatenate(column)[:LENGTH] for column in zip(*parts))
    pairs = x.reshape(LENGTH // 2, 2 * network.BANDS).T
    goal = np.concatenate([beat.reshape(-1, 2).T, downbeat.reshape(-1, 2).T, pulse.reshape(-1, 2)[:, 1:].T])
    return pairs, goal


def serve(clips, seed, queue):
    """Makes batches in a process of its own."""
    rng = np.random.default_rng(seed)
    while True:
        batch = [example(rng, clips) for _ in range(BATCH)]
        queue.put(tuple(np.stack(column).astype(np.float16) for column in zip(*batch)))


def loss_of(logits, goal):
    weight = torch.ones_like(goal)
    weight[:, :4] += 4.0 * goal[:, :4]
    losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, goal, weight=weight, reduction="none")
    # the first second and a half cannot be known: it counts for less
    ramp = torch.clamp(torch.arange(logits.shape[-1]) / 100.0, 0.2, 1.0)
    means = (losses * ramp).mean(dim=(0, 2))
    return means[0] + means[1] + 0.3 * (means[2] + means[3]) + 0.15 * means[4]


def peak_f(model, clips):
    """F-measure of bare peaks above 0.3 in the unseen clips, first five seconds skipped: a rough sign of progress."""
    model.eval()
    scores, quiet = {}, []
    for frames, beats, _, name in clips:
        n = len(frames) // 2 * 2
        with torch.no_grad():
            out = torch.sigmoid(model(torch.from_numpy(frames[:n].astype(np.float32).reshape(n // 2, -1).T[None])))[0].numpy()
        p = out[:2].T.reshape(-1)
        k = np.where((p[1:-1] > 0.3) & (p[1:-1] >= p[:-2]) & (p[1:-1] > p[2:]))[0] + 1
        found = (k + 1) / 100 - network.DELAY_SEC
        if len(beats) == 0:
            quiet.append(out[4, 150:].mean())
            continue
        found, truth = found[found > 5], beats[beats > 5]
        hits = sum(np.min(np.abs(found - b), initial=9) < 0.07 for b in truth)
        scores.setdefault(name.split("-")[0], []).append(2 * hits / max(1, len(found) + len(truth)))
    model.train()
    return " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(scores.items())) + f" pulse without beats {np.mean(quiet) if quiet else 0:.3f}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("checkpoint", type=pathlib.Path)
    arguments.add_argument("--minutes", type=float, default=20)
    arguments.add_argument("--rate", type=float, default=4e-3)
    arguments.add_argument("--resume", type=pathlib.Path)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=11)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    clips, unseen = load(options.data, 20, False), load(options.data, 20, True)
    print(f"{len(clips)} clips, {len(unseen)} unseen, {sum(p.numel() for p in network.BeatNetwork().parameters())} weights", flush=True)
    model = network.BeatNetwork()
    if options.resume:
        model.load_state_dict(torch.load(options.resume))
    optimizer = torch.optim.Adam(model.parameters(), lr=options.rate)
    queue = multiprocessing.Queue(maxsize=6)
    multiprocessing.Process(target=serve, args=(clips, options.seed, queue), daemon=True).start()
    begin, step, mean = time.time(), 0, 0.0
    while True:
        spent = (time.time() - begin) / 60 / options.minutes
        if spent >= 1:
            break
        for group in optimizer.param_groups:
            # warm up for 3 % of the time, then a cosine down to a hundredth
            group["lr"] = options.rate * min(1.0, 0.05 + spent / 0.03) * (0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * spent)))
        x, goal = (torch.from_numpy(column.astype(np.float32)) for column in queue.get())
        loss = loss_of(model(x), goal)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        mean += (loss.item() - mean) * (1 / min(step + 1, 50))
        step += 1
        if step % 20 == 0:
            print(f"{step} {(time.time() - begin):.0f}s loss {mean:.4f}", flush=True)
        if step % 150 == 0:
            torch.save(model.state_dict(), options.checkpoint)
            print("unseen:", peak_f(model, unseen), flush=True)
    torch.save(model.state_dict(), options.checkpoint)
    print("unseen:", peak_f(model, unseen), flush=True)


if __name__ == "__main__":
    main()
