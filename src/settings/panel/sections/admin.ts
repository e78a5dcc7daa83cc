/** The state of presets and profiles as a signal. */
import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { AdminState, SettingsAdmin } from '../../../shared/settings-admin.ts';

export function useAdmin(admin: SettingsAdmin): Accessor<AdminState | null> {
  const [state, setState] = createSignal<AdminState | null>(null);
  const take = (next: AdminState): void => void setState(() => next);
  onCleanup(admin.onChange(take));
  void admin.state().then(take, () => undefined);
  return state;
}
