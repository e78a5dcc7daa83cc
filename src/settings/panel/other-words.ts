/** What people call a thing where its label says it another way; found by the search, never shown. Path of a row, or of what is added. */
import { t } from '../../shared/i18n.ts';

/** Whoever cannot read the language that is on looks for this word in their own. */
const LANGUAGE = 'language Sprache langue idioma língua lingua taal język 言語 语言 اللغة';

export const otherWords = (): Readonly<Record<string, string>> => ({
  'display.language': LANGUAGE,
  'slideshow.intervalSec': t('speed, interval, seconds, minutes, faster, slower'),
  'slideshow.order': t('random, shuffle, sort, sequence'),
  'transitions.type': t('effect, animation, fade'),
  'transitions.durationMs': t('speed, slow, fast, length'),
  'display.fit': t('crop, stretch, black bars, whole photo, fill the screen'),
  'display.kenBurns': t('Ken Burns, moving photos, animation, still'),
  'display.reducedMotion': t('dizzy, no animations, accessibility'),
  'interaction.panelTheme': t('dark mode, light mode, theme, night'),
  'interaction.panelSize': t('text size, bigger letters, television'),
  'display.dim': t('brightness, darker, night, dark'),
  'display.minFps': t('fps, stutter, jerky, slow device'),
  'sound.volume': t('mute, quiet, loud, silence'),
  'offline.limitMb': t('offline, no internet, download, cache'),
  'photos.never': t('delete, hide, remove, block'),
  'devices.input': t('music, radio, Spotify, song, line-in'),
  'interaction.wakeLock': t('sleep, turn off, standby, energy'),
  'interaction.mode': t('lock, child lock, password, kiosk'),
  'photos.add': t('album, pictures, upload, cloud, phone'),
  'privacy.leaving': t('tracking, data, internet'),
  'backup.reset': t('factory settings, start again, default'),
  'layout.edit': t('move, position, place, corner'),
});
