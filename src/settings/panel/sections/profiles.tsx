/** Worlds of their own: each profile has its settings, sources, passwords and copies for itself. */
import { createSignal, For, Show, type Accessor, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { AdminState, ProfileInfo, SettingsAdmin } from '../../../shared/settings-admin.ts';
import { NameForm } from '../forms.tsx';
import { Icon } from '../icons.tsx';
import { Group } from '../parts.tsx';
import { createRunning } from '../running.ts';
import { say } from '../words.ts';
import { Answers } from './ask-first.tsx';

interface ProfilesProps {
  readonly admin: SettingsAdmin;
  readonly state: Accessor<AdminState | null>;
}

interface RowProps {
  readonly profile: ProfileInfo;
  readonly admin: SettingsAdmin;
  run(work: () => Promise<unknown>): void;
}

function ProfileRow(props: RowProps): JSX.Element {
  const { admin } = props;
  const [isAsking, setAsking] = createSignal(false);
  const name = (): string => say(props.profile.label);
  let trash: HTMLButtonElement | undefined;
  const stay = (): void => {
    setAsking(false);
    trash?.focus();
  };
  return (
    <li class="row" data-profile={props.profile.name} data-step={isAsking() ? '' : undefined}>
      <div class="row-head">
        <div class="row-name">
          <span class="row-label">{name()}</span>
          <Show when={props.profile.isCurrent}>
            <span class="chip">{t('Open now')}</span>
          </Show>
        </div>
        <Show when={!props.profile.isCurrent}>
          <button
            type="button"
            class="quiet-button"
            aria-label={t('Open {name}', { name: name() })}
            onClick={() => props.run(() => admin.openProfile(props.profile.name))}
          >
            {t('Open')}
          </button>
          <Show when={props.profile.name !== 'main'}>
            <button
              ref={trash}
              type="button"
              class="icon-button"
              title={t('Remove')}
              aria-label={t('Remove {name}', { name: name() })}
              onClick={() => setAsking(true)}
            >
              <Icon name="trash" />
            </button>
          </Show>
        </Show>
      </div>
      <Show when={isAsking()}>
        <p class="help">{t('Its settings, sources and copies go with it. This cannot be undone.')}</p>
        <Answers
          yes={t('Remove')}
          now={t('Remove {name} now', { name: name() })}
          run={() => props.run(() => admin.removeProfile(props.profile.name))}
          keep={stay}
        />
      </Show>
      <label class="tick">
        <input
          type="checkbox"
          checked={props.profile.network === 'none'}
          onChange={(event) => {
            const network = event.currentTarget.checked ? 'none' : 'allowed';
            props.run(() => admin.setProfileNetwork(props.profile.name, network));
          }}
        />
        <span>{t('No network: only photos of this device')}</span>
      </label>
    </li>
  );
}

export function Profiles(props: ProfilesProps): JSX.Element {
  const { problem, run } = createRunning();
  return (
    <Group
      label={t('Profiles')}
      help={t(
        'One for guests, one for the office: nothing of one is seen in another. Opening one starts the show anew.',
      )}
    >
      <ul class="plain" data-path="backup.profiles">
        <For each={props.state()?.profiles ?? []}>
          {(profile) => <ProfileRow profile={profile} admin={props.admin} run={(work) => void run(work)} />}
        </For>
      </ul>
      <NameForm
        label={t('Name of a new profile')}
        button={t('Create')}
        take={(label) => run(() => props.admin.createProfile({ label, copySettings: true }))}
      />
      <p class="problem in-group" role="alert">
        {problem()}
      </p>
    </Group>
  );
}
