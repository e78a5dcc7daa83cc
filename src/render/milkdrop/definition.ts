/** MilkDrop as a visualizer that can be chosen. Its code, and the presets' own, is elsewhere: in a frame that is fetched then. */
import { float, int } from '../param-kinds.ts';
import type { VisualizerDefinition } from '../visualizer.ts';
import { presetNames } from './names.ts';

/** What is listed; it has no painters, because a frame draws it. */
export type FramedVisualizer = Pick<VisualizerDefinition, 'id' | 'label' | 'description' | 'settings' | 'presets'>;

/** Longer than this, and a name is half a poem. */
const LONGEST = 48;

/** “Author - Title” without the marks that sorted it to the top of somebody's list. */
function labelOf(name: string): string {
  const plain = name
    .replace(/^[\s_$]+/, '')
    .replaceAll('_', ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1).trimEnd()}…`;
}

export const milkdrop: FramedVisualizer = {
  id: 'milkdrop',
  label: 'MilkDrop',
  description:
    'A hundred presets of the classic, by their authors. They draw in a frame of their own that sees nothing of your photos. Some flash.',
  settings: {
    preset: int('Preset', 'Which one is shown, by its number. 0 shows them in turn.', 0, 0, presetNames.length),
    changeSec: int('Next after', 'Seconds until the next preset comes. 0 leaves that to the music.', 40, 0, 600),
    onTrack: { type: 'bool', default: true, label: 'Next with a new piece', help: 'Another preset for each piece.' },
    onDrop: { type: 'bool', default: true, label: 'Next on a drop', help: 'Another one when the bass comes back.' },
    blendSec: float('Blend', 'How long one preset takes to become the next, in seconds.', 2.7, [0, 10]),
  },
  presets: {
    turns: { label: 'In turn', params: {} },
    ...Object.fromEntries(
      presetNames.map((name, index) => [`p${index + 1}`, { label: labelOf(name), params: { preset: index + 1 } }]),
    ),
  },
};
