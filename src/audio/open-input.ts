/** From a choice to an open input. Page thread. */
import type { DemoSong } from '../shared/audio-link.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { OpenSoundOptions, SoundInput } from '../shared/sound-api.ts';
import { openDemo } from './demo.ts';
import { openFiles, type FileParts } from './files.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { openMicrophone } from './microphone.ts';
import { openStream } from './stream.ts';
import { openTab } from './tab.ts';

export interface InputParts {
  readonly graph: Graph;
  readonly events: InputEvents;
  readonly files: FileParts;
  readonly settings: Settings['sound'];
  compose(sampleRate: number): Promise<DemoSong>;
}

/** Rejects with an `AppError` that says what to do. */
export function openInput(input: SoundInput, options: OpenSoundOptions, parts: InputParts): Promise<OpenInput> {
  const { graph, events, settings } = parts;
  switch (input) {
    case 'microphone':
      return openMicrophone(graph, options.device ?? settings.device, events);
    case 'tab':
      return openTab(graph, events);
    case 'files':
      return openFiles(graph, options, events, parts.files);
    case 'stream':
      return openStream(graph, options.url ?? settings.streamUrl, events);
    case 'demo':
      return openDemo(graph, parts.compose);
  }
}
