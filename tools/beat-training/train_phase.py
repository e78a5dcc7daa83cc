"""Trains the judge of src/workers/audio/beat-phase.ts: are the pulses that the tracker follows beats, or half-way between them?

    train_phase.py WORK ../../src/workers/audio DATA...

DATA are folders that make_data.py rendered; what the committed network and tracker make of them (pulses.mjs) is kept in WORK. Needs numpy and
scipy only. Prints what judges say of the fifth of the names that each has not seen, then trains on all and writes phase-weights.ts.

The nets see each pulse's sound and the same half a period later, and are the difference of the two: an example told right is one told
wrong as well, turned. How far to trust them beside the network of beats is then learned from what they say of names they have not seen.
"""
import numpy as np
from scipy.optimize import minimize

from judges import FOLDS, arguments, clips, gap_at, hear, write_weights

SOUNDS, NETWORK, HIDDEN, NETS = 32, 4, 12, 5
SIDED = 24
NET_DECAY, WORD_DECAY = 0.01, 1.0
STEPS = 120
REMEMBERED = 32
# lengths of memory at which a song is looked at
PULSES = (4, 6, 8, 10, 12, 16, 20, 24, 28)
# where the number at i of a sound is, half a period later
OPPOSITE = np.array([(i + SIDED // 2) % SIDED if i < SIDED else i ^ 1 if i < SIDED + 4 else i for i in range(SOUNDS)])


def label(beats, seconds, period):
    """1 for a pulse on a beat, -1 for one half-way, 0 for neither or another tempo."""
    gap = gap_at(beats, seconds)
    if gap is None or abs(period / gap - 1) > 0.08:
        return 0
    away = np.min(np.abs(beats - seconds)) / gap
    return 1 if away < 0.15 else -1 if away > 0.35 else 0


def load(work, folders):
    """Rows of [pulses, sound, network], which are right, weights, fold of each; a clip counts as much as any other."""
    tables = []
    for beats, rows, fold in clips(work, folders, "phases", 3 + SOUNDS + NETWORK):
        seconds, periods, pulses = rows[:, 0], rows[:, 1], rows[:, 2]
        labels = np.array([label(beats, *row[:2]) for row in rows])
        kept, right = [], []
        for index in np.flatnonzero(np.isin(pulses, PULSES) | ((pulses == REMEMBERED) & (np.arange(len(rows)) % 8 == 0))):
            since = seconds[index] - pulses[index] * periods[index]
            side = labels[: index + 1][seconds[: index + 1] > since].mean()
            if abs(side) >= 0.9:
                kept.append(index)
                right.append(side > 0)
        if not kept:
            continue
        tables.append((rows[kept, 2:], np.array(right), np.full(len(kept), 1 / max(4, len(kept))), np.full(len(kept), fold)))
    return [np.concatenate(column) for column in zip(*tables)]


def train_net(sound, right, weight, seed):
    """Hidden weights and biases, and outer weights, for sounds as they are."""
    other = sound[:, OPPOSITE]
    mean = (sound.mean(0) + other.mean(0)) / 2
    scale = np.sqrt((sound.var(0) + other.var(0)) / 2) + 1e-3
    these, those = (sound - mean) / scale, (other - mean) / scale
    sign, share = np.where(right, 1.0, -1.0), weight / weight.sum()
    rng = np.random.default_rng(seed)
    size = SOUNDS * HIDDEN
    begin = np.concatenate([rng.normal(0, 0.3 / np.sqrt(SOUNDS), size), rng.normal(0, 0.1, HIDDEN), rng.normal(0, 0.3, HIDDEN)])
    decays = np.concatenate([np.full(size, NET_DECAY), np.zeros(HIDDEN), np.full(HIDDEN, NET_DECAY)])

    def loss(x):
        inner, bias, outer = x[:size].reshape(SOUNDS, HIDDEN), x[size : size + HIDDEN], x[size + HIDDEN :]
        here, there = np.tanh(these @ inner + bias), np.tanh(those @ inner + bias)
        margin = sign * ((here - there) @ outer)
        slope = -share * sign / (1 + np.exp(margin))
        down = slope[:, None] * outer * (1 - here * here)
        up = -slope[:, None] * outer * (1 - there * there)
        gradient = np.concatenate([(these.T @ down + those.T @ up).ravel(), (down + up).sum(0), (here - there).T @ slope])
        return share @ np.logaddexp(0, -margin) + (decays * x) @ x / 2, gradient + decays * x

    x = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    inner = x[:size].reshape(SOUNDS, HIDDEN) / scale[:, None]
    return inner, x[size : size + HIDDEN] - mean @ inner, x[size + HIDDEN :]


def difference(nets, sound):
    other = sound[:, OPPOSITE]
    return sum((np.tanh(sound @ inner + bias) - np.tanh(other @ inner + bias)) @ outer for inner, bias, outer in nets) / len(nets)


def facts(said, rows):
    """What the last judgement is made of, in the order in which beat-phase.ts has them."""
    known, network = np.minimum(rows[:, 0], 16) / 16, rows[:, 1 + SOUNDS :]
    return np.column_stack([said, said * known, network, network[:, 0] * known, known, np.ones(len(said))])


def train_word(columns, right, weight):
    scale = np.append(columns[:, :-1].std(0) + 1e-6, 1)
    sign = np.where(right, 1.0, -1.0)

    def loss(x):
        margin = sign * (columns / scale @ x)
        return weight @ np.logaddexp(0, -margin) + WORD_DECAY * x @ x / 2, -(weight * sign / (1 + np.exp(margin))) @ (columns / scale) + WORD_DECAY * x

    return minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B").x / scale


def train(rows, right, weight, fold):
    sound = rows[:, 1 : 1 + SOUNDS]
    unseen = np.zeros(len(right))
    for held in np.unique(fold):
        mine = fold != held
        unseen[~mine] = difference([train_net(sound[mine], right[mine], weight[mine], NETS)], sound[~mine])
    word = train_word(facts(unseen, rows), right, weight)
    return [train_net(sound, right, weight, seed) for seed in range(NETS)], word


def main():
    options = arguments().parse_args()
    hear(options.work, options.data, "phases")
    rows, right, weight, fold = load(options.work, options.data)
    print(f"{len(right)} windows of pulses, {np.average(right, weights=weight):.3f} on the beats", flush=True)
    said, odds = np.zeros(len(right)), np.zeros(len(right))
    for held in range(FOLDS):
        mine = fold != held
        nets, word = train(rows[mine], right[mine], weight[mine], fold[mine])
        said[~mine] = difference(nets, rows[~mine, 1 : 1 + SOUNDS])
        odds[~mine] = facts(said[~mine], rows[~mine]) @ word
    caught = [np.average(odds[side] < -0.75, weights=weight[side]) for side in (~right, right)]
    print(f"unseen names: right by sound alone {np.average((said > 0) == right, weights=weight):.3f}; moved of the wrong {caught[0]:.3f}, of the right {caught[1]:.4f}", flush=True)
    nets, word = train(rows, right, weight, fold)
    numbers = [value for inner, bias, outer in nets for unit in range(HIDDEN) for value in (bias[unit], *inner[:, unit], outer[unit] / NETS)]
    write_weights(options.out, "phase", {"hidden": HIDDEN, "sounds": SOUNDS, "nets": NETS}, [*numbers, *word])


if __name__ == "__main__":
    main()
