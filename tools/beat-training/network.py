"""The beat network: causal, dilated convolutions over pairs of 10 ms log-mel frames. src/workers/audio/beat-network.ts runs it."""
import torch
from torch import nn

BANDS = 48
CHANNELS = 32
DILATIONS = [1, 2, 4, 8, 16, 32, 64, 128, 256]
# an output speaks of the moment this long before the end of its frame: by then an attack has been heard
DELAY_SEC = 0.02
# beat and downbeat for each of the two frames, and whether there is a beat at all
OUTPUTS = 5


class Block(nn.Module):
    def __init__(self, dilation):
        super().__init__()
        self.dilation = dilation
        self.wide = nn.Conv1d(CHANNELS, CHANNELS, 3, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.mix = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.drop = nn.Dropout(0.05)

    def forward(self, x):
        y = self.wide(nn.functional.pad(x, (2 * self.dilation, 0)))
        return x + self.mix(self.drop(torch.relu(self.norm(y))))


class BeatNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(2 * BANDS, CHANNELS, 3, bias=False)
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.blocks = nn.ModuleList([Block(d) for d in DILATIONS])
        self.head = nn.Conv1d(CHANNELS, OUTPUTS, 1)
        nn.init.constant_(self.head.bias, -2.0)

    def forward(self, pairs):
        """[batch, 96, pairs] -> logits [batch, 5, pairs]. The frame before the first is silence in every layer."""
        x = torch.relu(self.norm(self.first(nn.functional.pad(pairs, (2, 0)))))
        for block in self.blocks:
            x = block(x)
        return self.head(torch.relu(x))
