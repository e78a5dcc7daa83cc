"""Trains the judge of src/workers/audio/beat-level.ts: are the pulses that the tracker follows beats, or every second one?

    train_level.py WORK ../../src/workers/audio DATA...

DATA are folders that make_data.py rendered; what the committed network and tracker make of them (pulses.mjs) is kept in WORK.
Prints what five nets say of the fifth of the names that each has not seen, then trains on all and writes level-weights.ts.
"""
import numpy as np
import torch

from judges import FOLDS, arguments, clips, gap_at, hear, write_weights

EVENS, ODDS, HIDDEN, NETS = 44, 22, 16, 2
ALL, HERE, OTHERS = 0, 1, 2
# pulses of a tempo on which the worker decides: they count for more
EARLY_WEIGHT = 3.0


def label(beats, seconds, period):
    """What is true of a pulse: all are beats (or not even all), every second one with this, or without it. None: neither."""
    gap = gap_at(beats, seconds)
    if gap is None:
        return None
    near = lambda times, part: np.min(np.abs(times - seconds)) < part * gap
    if abs(period / gap - 1) < 0.08 or abs(period / gap / 2 - 1) < 0.08:
        return ALL if near(beats, 0.15) else None
    if abs(2 * period / gap - 1) < 0.08:
        return HERE if near(beats, 0.1) else OTHERS if near(np.append((beats[1:] + beats[:-1]) / 2, beats[-1] + gap / 2), 0.1) else None
    return None


def load(work, folders):
    """Rows of [even, odd], labels, weights, fold of each; a clip counts as much as any other."""
    tables = []
    for beats, rows, fold in clips(work, folders, "pulses", 2 + EVENS + ODDS):
        labels = [label(beats, row[0], row[1]) for row in rows]
        kept = np.array([index for index, value in enumerate(labels) if value is not None], int)
        if not len(kept):
            continue
        x, y = rows[kept, 2:], np.array([labels[index] for index in kept])
        weight = np.where(x[:, EVENS - 1] < 1, EARLY_WEIGHT, 1.0) / max(20, len(kept))
        tables.append((x, y, weight, np.full(len(y), fold)))
    return [np.concatenate(column) for column in zip(*tables)]


class Net(torch.nn.Module):
    def __init__(self, x):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.from_numpy(1 / (x.std(0) + 1e-3)), requires_grad=False)
        self.mean = torch.nn.Parameter(torch.from_numpy(np.append(x[:, :EVENS].mean(0), np.zeros(ODDS, np.float32))), requires_grad=False)
        self.inner = torch.nn.Linear(EVENS, HIDDEN)
        self.outer = torch.nn.Linear(HIDDEN, 1)
        self.straight = torch.nn.Linear(EVENS, 1, bias=False)
        self.odd = torch.nn.Linear(ODDS, 1, bias=False)
        self.drop = torch.nn.Dropout(0.2)

    def forward(self, x):
        """Logits: is every second pulse a beat, and if so, is this one?"""
        x = self.drop((x - self.mean) * self.scale)
        even, odd = x[:, :EVENS], x[:, EVENS:]
        return (self.outer(torch.relu(self.inner(even))) + self.straight(even))[:, 0], self.odd(odd)[:, 0]

    def numbers(self):
        """In the order in which beat-level.ts reads them, scales and means folded in."""
        scale, mean = self.scale[:EVENS], self.mean[:EVENS]
        inner, straight = self.inner.weight * scale, self.straight.weight * scale
        rows = [torch.cat([row, bias[None]]) for row, bias in zip(inner, self.inner.bias - inner @ mean)]
        rows += [self.outer.weight[0], straight[0], self.outer.bias - straight @ mean, self.odd.weight[0] * self.scale[EVENS:]]
        return torch.cat(rows).tolist()


def train(x, y, weight, seed, steps):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = Net(x)
    optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=4e-3, weight_decay=0.05)
    share = weight / weight.sum()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 4e-3 * (0.02 + 0.49 * (1 + np.cos(np.pi * step / steps)))
        pick = rng.choice(len(y), 256, p=share)
        half, here = net(torch.from_numpy(x[pick]))
        goal = torch.from_numpy(y[pick])
        slow = (goal != ALL).float()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(half, slow)
        loss = loss + (slow * torch.nn.functional.binary_cross_entropy_with_logits(here, (goal == HERE).float(), reduction="none")).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return net.eval()


def main():
    parser = arguments()
    parser.add_argument("--steps", type=int, default=1200)
    options = parser.parse_args()
    torch.set_num_threads(1)
    hear(options.work, options.data, "pulses")
    x, y, weight, fold = load(options.work, options.data)
    print(f"{len(y)} pulses, {np.average(y != ALL, weights=weight):.3f} with every second one a beat", flush=True)
    said = np.zeros((2, len(y)))
    for held in range(FOLDS):
        mine, theirs = fold != held, fold == held
        for seed in range(NETS):
            net = train(x[mine], y[mine], weight[mine], seed, options.steps)
            with torch.no_grad():
                said[:, theirs] += torch.stack(net(torch.from_numpy(x[theirs]))).numpy() / NETS
    right = np.average((said[0] > 0) == (y != ALL), weights=weight)
    slow = y != ALL
    phase = np.average((said[1] > 0)[slow] == (y == HERE)[slow], weights=weight[slow])
    print(f"unseen names: level right {right:.3f}, which of two right {phase:.3f}", flush=True)
    numbers = [value for seed in range(NETS) for value in train(x, y, weight, seed, options.steps).numbers()]
    shape = {"hidden": HIDDEN, "evens": EVENS, "odds": ODDS, "nets": NETS}
    write_weights(options.out, "level", shape, numbers)


if __name__ == "__main__":
    main()
