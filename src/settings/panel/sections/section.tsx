/** Which section is which. Only the one that is looked at exists. */
import { Match, Switch, type JSX } from 'solid-js';
import { AboutSection } from './about.tsx';
import { BackupSection } from './backup.tsx';
import { DevicesSection } from './devices.tsx';
import { HealthSection } from './health.tsx';
import { LayoutSection } from './layout.tsx';
import { PhotosSection } from './photos.tsx';
import { DisplaySection, PlainSection, SoundSection } from './plain.tsx';
import { PrivacySection } from './privacy.tsx';
import { TransitionsSection } from './transitions.tsx';
import { VisualizerSection } from './visualizer.tsx';
import { WidgetsSection } from './widgets.tsx';

export interface SectionProps {
  readonly id: string;
  /** Everything in it is there. */
  onDone(): void;
}

export function Section(props: SectionProps): JSX.Element {
  const done = (): void => props.onDone();
  return (
    <Switch fallback={<PlainSection id={props.id} onDone={done} />}>
      <Match when={props.id === 'display'}>
        <DisplaySection onDone={done} />
      </Match>
      <Match when={props.id === 'photos'}>
        <PhotosSection onDone={done} />
      </Match>
      <Match when={props.id === 'transitions'}>
        <TransitionsSection onDone={done} />
      </Match>
      <Match when={props.id === 'visualizer'}>
        <VisualizerSection onDone={done} />
      </Match>
      <Match when={props.id === 'widgets'}>
        <WidgetsSection onDone={done} />
      </Match>
      <Match when={props.id === 'layout'}>
        <LayoutSection onDone={done} />
      </Match>
      <Match when={props.id === 'sound'}>
        <SoundSection onDone={done} />
      </Match>
      <Match when={props.id === 'devices'}>
        <DevicesSection onDone={done} />
      </Match>
      <Match when={props.id === 'privacy'}>
        <PrivacySection onDone={done} />
      </Match>
      <Match when={props.id === 'backup'}>
        <BackupSection onDone={done} />
      </Match>
      <Match when={props.id === 'health'}>
        <HealthSection onDone={done} />
      </Match>
      <Match when={props.id === 'about'}>
        <AboutSection onDone={done} />
      </Match>
    </Switch>
  );
}
