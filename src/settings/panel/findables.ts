/** Everything the search knows, in the person's language: settings of specs, things that sections add, what plugins offer. */
import { t } from '../../shared/i18n.ts';
import type { PanelState } from '../../shared/panel-host.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { placesFor, sectionOf } from './places.ts';
import { otherWords } from './other-words.ts';
import type { Findable } from './search.ts';
import { lookFields } from './widget-rows.ts';
import { say } from './words.ts';

type Bare = Omit<Findable, 'sectionLabel'>;

/** What is no field of a spec and still somewhere to go. */
const shownExtras = (): readonly Bare[] => [
  {
    path: 'photos.add',
    section: 'photos',
    label: t('Add photos'),
    help: t('A folder, feeds, services or links.'),
    more: [],
  },
  {
    path: 'photos.left-out',
    section: 'photos',
    label: t('Left out'),
    help: t('Photos that could not be shown, with the reason.'),
    more: [],
  },
  {
    path: 'offline.kept',
    section: 'photos',
    label: t('Kept now'),
    help: t('Photos for days without a network'),
    more: [],
  },
  { path: 'offline.forget', section: 'photos', label: t('Forget kept photos'), help: t('Cache'), more: [] },
  {
    path: 'offline.mirror',
    section: 'photos',
    label: t('Copies in a folder'),
    help: t('Kept photos as files'),
    more: [],
  },
  {
    path: 'transitions.gallery',
    section: 'transitions',
    label: t('Gallery of transitions'),
    help: t('Every transition at work over your own photos, with stars and adjustments.'),
    more: [],
  },
  { path: 'widgets.add', section: 'widgets', label: t('Add a widget'), help: '', more: [] },
  {
    path: 'layout.edit',
    section: 'layout',
    label: t('Edit on screen'),
    help: t('Drag, size and align every widget right on the photo.'),
    more: [],
  },
  { path: 'interaction.pin', section: 'display', label: t('PIN'), help: t('Locks kiosk mode'), more: [] },
  { path: 'devices.input', section: 'devices', label: t('Audio input'), help: t('Microphone or line'), more: [] },
  { path: 'devices.screen', section: 'devices', label: t('This screen'), help: t('Size, pixels, colour'), more: [] },
];

/** The same, of what is kept and how it is doing. */
const keptExtras = (): readonly Bare[] => [
  {
    path: 'privacy.leaving',
    section: 'privacy',
    label: t('What leaves this device'),
    help: t('Services that are asked, and what is never sent.'),
    more: [],
  },
  { path: 'privacy.photos', section: 'privacy', label: t('Clear copies of photos'), help: t('Cache'), more: [] },
  { path: 'privacy.files', section: 'privacy', label: t('Clear parts of Afterimage'), help: t('Cache'), more: [] },
  { path: 'backup.reset', section: 'backup', label: t('Reset everything'), help: t('Start over'), more: [] },
  { path: 'backup.export', section: 'backup', label: t('Save a backup'), help: t('Export to a file'), more: [] },
  { path: 'backup.import', section: 'backup', label: t('Bring back a backup'), help: t('Import a file'), more: [] },
  { path: 'backup.presets', section: 'backup', label: t('Presets'), help: t('Whole looks at one press'), more: [] },
  { path: 'backup.profiles', section: 'backup', label: t('Profiles'), help: t('Worlds of their own'), more: [] },
  {
    path: 'backup.marks-export',
    section: 'backup',
    label: t('Save favourites'),
    help: t('Favourites and “never here” as a file'),
    more: [],
  },
  {
    path: 'backup.marks-import',
    section: 'backup',
    label: t('Bring back favourites'),
    help: t('Import a file'),
    more: [],
  },
  {
    path: 'photos.never',
    section: 'photos',
    label: t('Never here'),
    help: t('Photos you never want to see here'),
    more: [],
  },
  {
    path: 'health.library',
    section: 'health',
    label: t('Your photos, looked at in advance'),
    help: t('How far it is, and what was given up'),
    more: [],
  },
  { path: 'health.degraded', section: 'health', label: t('What does not work as it should'), help: '', more: [] },
  { path: 'health.workers', section: 'health', label: t('Workers'), help: '', more: [] },
  { path: 'health.metrics', section: 'health', label: t('Drawing'), help: t('Frames, renderer, memory'), more: [] },
  { path: 'about.licences', section: 'about', label: t('Licences'), help: t('Whose work is in Afterimage'), more: [] },
];

function* ofSpec(spec: SettingsSpec): Generator<Bare> {
  for (const [field, hint] of Object.entries(spec.hints)) {
    if (hint.hidden) continue;
    yield {
      path: `${spec.namespace}.${field}`,
      section: sectionOf(spec, hint),
      label: say(hint.label),
      help: say(hint.help),
      more: [say(spec.label), ...Object.values(hint.options ?? {}).map(say)],
    };
  }
}

type Labelled = Readonly<Record<string, { readonly label: string }>>;

const labelsOf = (them: Labelled): string[] => Object.values(them).map(({ label }) => say(label));

function* ofPlugins({ settings, sources, widgetKinds, transitions, visualizers }: PanelState): Generator<Bare> {
  const bare = (path: string, it: { readonly label: string; readonly description: string }, more: string[]): Bare => ({
    path,
    section: path.slice(0, path.indexOf('.')),
    label: say(it.label),
    help: say(it.description),
    more,
  });
  for (const { label, help } of lookFields())
    yield { path: 'widgets.instances', section: 'widgets', label, help, more: [t('Widgets')] };
  for (const one of sources) yield bare('photos.add', one, []);
  for (const one of widgetKinds ?? []) {
    // Whoever looks for the clock wants the one that is there, be it off.
    const there = settings.widgets.instances.find(({ widget }) => widget === one.id);
    yield bare(there ? `widgets.${there.id}` : 'widgets.add', one, labelsOf(one.options));
  }
  for (const one of visualizers) yield bare('visualizer.id', one, [...labelsOf(one.params), ...labelsOf(one.presets)]);
  for (const one of transitions) yield bare('transitions.type', one, labelsOf(one.params));
}

/** One after the other, so that whoever takes them may pause between any two. */
export function* findables(specs: readonly SettingsSpec[], state: PanelState): Generator<Findable> {
  const places = placesFor(specs);
  const labels = new Map(places.map((place) => [place.id, place.label()]));
  const others = otherWords();
  const whole = (it: Bare): Findable => ({
    ...it,
    more: [...it.more, others[it.path] ?? ''],
    sectionLabel: labels.get(it.section) ?? it.section,
  });
  for (const place of places)
    yield whole({ path: '', section: place.id, label: place.label(), help: place.about(), more: [] });
  for (const spec of specs) for (const it of ofSpec(spec)) yield whole(it);
  for (const it of shownExtras()) yield whole(it);
  for (const it of keptExtras()) yield whole(it);
  for (const it of ofPlugins(state)) yield whole(it);
}
