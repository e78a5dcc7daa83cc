/** What this screen hears with and shows on. */
import { createResource, createSignal, For, onCleanup, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { Action, Fact, Group, specGroups } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { sayNumber } from '../words.ts';

/** 1920, as it stands on every screen’s box: not 1,920. */
const sayPixels = (count: number): string => sayNumber(count, { useGrouping: false });

function Microphones(): JSX.Element {
  const panel = usePanel();
  const { host } = panel;
  const [problem, setProblem] = createSignal('');
  const [devices, { refetch }] = createResource(() => host.run('soundDevices').catch(() => []));
  const chosen = usePart(({ settings: { sound } }) => (sound.input === 'microphone' ? sound.device : null));
  const hear = async (label: string): Promise<void> => {
    setProblem('');
    try {
      await panel.act(t('Audio input'), 'hear', label);
      void refetch();
    } catch (error) {
      setProblem(troubleOf(error, t('This input could not be opened. Check that it is plugged in.')));
    }
  };
  return (
    <Group label={t('Audio input')} help={t('Nothing is recorded, and nothing leaves this device.')}>
      <Show
        when={(devices() ?? []).length > 0}
        fallback={
          <Action
            label={t('No input is known yet')}
            help={t('Browsers name microphones once you have allowed one.')}
            button={t('Allow the microphone')}
            path="devices.input"
            problem={problem()}
            run={() => void hear('')}
          />
        }
      >
        <div class="row" data-path="devices.input" role="radiogroup" aria-label={t('Audio input')}>
          <For each={devices()}>
            {({ label, isLine }) => (
              <label class="tick">
                <input type="radio" name="audio-input" checked={chosen() === label} onChange={() => void hear(label)} />
                <span>
                  {label} <Show when={isLine}>{<span class="chip">{t('Line')}</span>}</Show>
                </span>
              </label>
            )}
          </For>
          <p class="problem" role="alert">
            {problem()}
          </p>
        </div>
      </Show>
    </Group>
  );
}

/** What the browser says about the display; it changes when the window moves to another. */
function Screen(): JSX.Element {
  const read = () => ({
    size: `${sayPixels(screen.width)} × ${sayPixels(screen.height)}`,
    ratio: sayNumber(devicePixelRatio, { maximumFractionDigits: 2 }),
    depth: sayNumber(screen.colorDepth),
    isWide: matchMedia('(color-gamut: p3)').matches,
    isHdr: matchMedia('(dynamic-range: high)').matches,
  });
  const [now, setNow] = createSignal(read());
  const life = new AbortController();
  addEventListener('resize', () => setNow(read()), { signal: life.signal });
  onCleanup(() => life.abort());
  return (
    <Group label={t('This screen')}>
      <dl class="facts" data-path="devices.screen">
        <Fact label={t('Size')}>{now().size}</Fact>
        <Fact label={t('Pixels per point')}>{now().ratio}</Fact>
        <Fact label={t('Colour')}>
          {t('{bits} bits', { bits: now().depth })}
          {now().isWide ? `, ${t('wide gamut')}` : ''}
          {now().isHdr ? `, ${t('high dynamic range')}` : ''}
        </Fact>
      </dl>
    </Group>
  );
}

export function DevicesSection(props: { onDone(): void }): JSX.Element {
  return <Staged parts={[() => <Microphones />, () => <Screen />, ...specGroups('devices')]} onDone={props.onDone} />;
}
