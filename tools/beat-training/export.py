"""Writes a trained network as int8 weights for the worker, and a fixture with which its test compares.

    export.py CHECKPOINT ../../src/workers/audio

Layers in the order in which they run, batch norms folded in; per layer: rows × columns int8 (a row per output, the oldest
input first), then a float32 scale and a float32 bias per row, little-endian, all in base64.
"""
import base64
import json
import pathlib
import sys

import numpy as np
import torch

import features
import network


def folded(weight, norm):
    gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return weight * gain[:, None, None], norm.bias - norm.running_mean * gain


def quantised(weight, bias):
    """[out, in, taps] -> bytes, and the weights as the worker will see them."""
    rows = weight.permute(0, 2, 1).reshape(weight.shape[0], -1).numpy()
    scale = (np.abs(rows).max(axis=1) / 127 + 1e-12).astype(np.float32)
    small = np.round(rows / scale[:, None]).astype(np.int8)
    data = small.tobytes() + scale.tobytes() + bias.numpy().astype(np.float32).tobytes()
    back = torch.from_numpy(small.astype(np.float32) * scale[:, None])
    return data, back.reshape(weight.shape[0], weight.shape[2], weight.shape[1]).permute(0, 2, 1)


def main():
    model = network.BeatNetwork()
    model.load_state_dict(torch.load(sys.argv[1]))
    model.eval()
    out = pathlib.Path(sys.argv[2])
    zero = torch.zeros(network.CHANNELS)
    layers = []
    with torch.no_grad():
        layers.append(quantised(*folded(model.first.weight, model.norm)))
        for block in model.blocks:
            layers.append(quantised(*folded(block.wide.weight, block.norm)))
            layers.append(quantised(block.mix.weight, block.mix.bias))
        layers.append(quantised(model.head.weight, model.head.bias))
        biases = [folded(model.first.weight, model.norm)[1]]
        for block in model.blocks:
            biases += [folded(block.wide.weight, block.norm)[1], block.mix.bias]
        biases.append(model.head.bias)

        def rounded(pairs):
            """The network with the weights as rounded."""
            pad, conv = torch.nn.functional.pad, torch.nn.functional.conv1d
            x = torch.relu(conv(pad(pairs, (2, 0)), layers[0][1], biases[0]))
            for index, d in enumerate(network.DILATIONS):
                y = torch.relu(conv(pad(x, (2 * d, 0)), layers[1 + 2 * index][1], biases[1 + 2 * index], dilation=d))
                x = x + conv(y, layers[2 + 2 * index][1], biases[2 + 2 * index])
            return conv(torch.relu(x), layers[-1][1], biases[-1])

        # two seconds of a made-up groove, by the same arithmetic in Python and in the worker's test
        fs = 22050
        t = np.arange(2 * fs) / fs
        since = t % 0.5
        samples = (0.5 * np.sin(2 * np.pi * 60 * since) * np.exp(-20 * since) + 0.1 * np.sin(2 * np.pi * 880 * t)).astype(np.float32)
        frames = features.log_mel(samples, fs)
        pairs = torch.from_numpy(frames.reshape(len(frames) // 2, -1).T[None].copy())
        expected = torch.sigmoid(rounded(pairs))[0].T.numpy()
        exact = torch.sigmoid(model(pairs))[0].T.numpy()
    print(f"{sum(len(data) for data, _ in layers)} bytes, rounding moves outputs by {np.abs(expected - exact).max():.4f}")
    shape = {"bands": network.BANDS, "channels": network.CHANNELS, "dilations": network.DILATIONS, "outputs": network.OUTPUTS}
    text = base64.b64encode(b"".join(data for data, _ in layers)).decode()
    (out / "beat-weights.ts").write_text(
        "/** Written by tools/beat-training/export.py: int8 weights of the beat network. Not edited by hand. */\n"
        f"export const BEAT_SHAPE = {json.dumps(shape)} as const;\n"
        "// prettier-ignore\n"
        f"export const BEAT_WEIGHTS = '{text}';\n"
    )
    fixture = {
        "frames": {str(k): [round(float(v), 4) for v in frames[k]] for k in (1, 52, 120)},
        "outputs": {str(k): [round(float(v), 4) for v in expected[k]] for k in (0, 26, 51, 77, 99)},
    }
    (out / "testing").mkdir(exist_ok=True)
    (out / "testing" / "beat-network-fixture.ts").write_text(
        "/** Written by tools/beat-training/export.py: what the trained network makes of a kick every half second and a tone, 22,050 Hz. */\n"
        "// prettier-ignore\n"
        "export const BEAT_FIXTURE: { frames: Record<string, number[]>; outputs: Record<string, number[]> } = "
        f"{json.dumps(fixture)};\n"
    )


if __name__ == "__main__":
    main()
