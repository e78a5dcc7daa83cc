"""Log-mel frames for the beat network. The same numbers as src/workers/audio/log-mel.ts, at any sample rate.

A frame every 10 ms; frame k ends at sample round((k + 1) * fs / 100). Hann window of 42 ms, power density summed
under 48 triangles equally spaced in mel from 20 Hz to 16 kHz, then (log10(power + 1e-10) + 5) / 2.
"""
import numpy as np

FPS = 100
BANDS = 48
WINDOW_SEC = 0.042
LOW_HZ = 20.0
HIGH_HZ = 16000.0
FLOOR = 1e-10


def hz_to_mel(hz):
    return 2595.0 * np.log10(1.0 + hz / 700.0)


def mel_to_hz(mel):
    return 700.0 * (10.0 ** (mel / 2595.0) - 1.0)


def mel_matrix(fs, fft_size):
    edges = mel_to_hz(np.linspace(hz_to_mel(LOW_HZ), hz_to_mel(HIGH_HZ), BANDS + 2))
    hz = np.arange(fft_size // 2 + 1) * fs / fft_size
    rising = (hz[None, :] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz[None, :]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0.0, np.minimum(rising, falling))


def log_mel(samples, fs=44100):
    """samples: mono floats in -1..1. Returns float32 [frames, BANDS]."""
    window_size = int(round(WINDOW_SEC * fs))
    fft_size = 1 << int(np.ceil(np.log2(window_size)))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(window_size) + 0.5) / window_size)
    weights = mel_matrix(fs, fft_size).T * (fs / fft_size) * 2.0 / (fs * np.sum(window**2))
    frames = int(len(samples) * FPS // fs)
    padded = np.concatenate([np.zeros(window_size), samples])
    ends = np.floor((np.arange(frames) + 1) * fs / FPS + 0.5).astype(int)
    out = np.empty((frames, BANDS), np.float32)
    for start in range(0, frames, 1000):
        index = ends[start : start + 1000, None] + np.arange(window_size)[None, :]
        spectrum = np.fft.rfft(padded[np.minimum(index, len(padded) - 1)] * window, fft_size)
        out[start : start + 1000] = (np.log10((np.abs(spectrum) ** 2) @ weights + FLOOR) + 5.0) / 2.0
    return out
