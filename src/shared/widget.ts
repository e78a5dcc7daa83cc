/**
 * What the page, the settings form and the automation API know about widgets: instances, the options of each kind and the
 * public interface. Plain data and pure functions; compiles in every realm.
 */

export const widgetPlaces = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
  'free',
] as const;
export type WidgetPlace = (typeof widgetPlaces)[number];

export const widgetFonts = ['text', 'thin', 'bold', 'serif', 'mono'] as const;
export type WidgetFont = (typeof widgetFonts)[number];

export const widgetCards = ['none', 'glass', 'solid', 'outline'] as const;
export type WidgetCard = (typeof widgetCards)[number];

export const widgetShadows = ['none', 'soft', 'strong'] as const;
export type WidgetShadow = (typeof widgetShadows)[number];

/** What a press on a widget does. */
export const widgetClicks = ['none', 'link', 'next', 'pause', 'settings'] as const;
export type WidgetClick = (typeof widgetClicks)[number];

/** Displays on which a widget is shown, by their shape; large begins at 1280 CSS pixels of the longer side. */
export const widgetScreens = ['all', 'landscape', 'portrait', 'large', 'small'] as const;
export type WidgetScreens = (typeof widgetScreens)[number];

/** The middle of a freely placed widget, 0–1 of the display from the top left. */
export interface WidgetSpot {
  readonly x: number;
  readonly y: number;
}

/** One widget on the layer. The order in the list is the order from back to front. */
export interface WidgetInstance {
  readonly id: string;
  /** Folder name under `src/widgets/`. */
  readonly widget: string;
  readonly enabled: boolean;
  readonly place: WidgetPlace;
  /** Where it stands when `place` is `free`; a display without a spot of its own takes the other one's. */
  readonly landscape?: WidgetSpot | undefined;
  readonly portrait?: WidgetSpot | undefined;
  /** 1 is the size it was designed for. */
  readonly size: number;
  readonly font: WidgetFont;
  /** `auto`, chosen from the photo, or `#rrggbb`. */
  readonly color: string;
  readonly card: WidgetCard;
  /** 0.4–1; text stays readable at every value. */
  readonly opacity: number;
  /** `HH:MM`, or empty: the hours of the day in which it is shown. */
  readonly from: string;
  readonly until: string;
  /** What follows is absent in layouts of earlier versions; absent is the default of `widgetLooks`. */
  readonly shadow?: WidgetShadow | undefined;
  /** Days of the week on which it is shown: `12345` is Monday to Friday, empty every day. */
  readonly days?: string | undefined;
  readonly screens?: WidgetScreens | undefined;
  /** Names of displays, separated by commas, as their addresses say it (`?display=kitchen`); empty: all. */
  readonly displays?: string | undefined;
  readonly click?: WidgetClick | undefined;
  /** What `click: 'link'` opens; http(s) only. */
  readonly link?: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

interface OptionBase {
  readonly label: string;
  readonly help?: string;
}

/** One setting of a kind of widget, as the form needs it. */
export type WidgetOption =
  | (OptionBase & { readonly kind: 'switch'; readonly default: boolean })
  | (OptionBase & {
      readonly kind: 'choice';
      readonly default: string;
      readonly options: Readonly<Record<string, string>>;
    })
  | (OptionBase & {
      readonly kind: 'number';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly step?: number;
      readonly unit?: string;
    })
  | (OptionBase & {
      readonly kind: 'text';
      readonly default: string;
      /** Rows of the field; more than one lets line breaks in. */
      readonly lines?: number;
      readonly maxLength?: number;
      /** Words to choose from while typing. */
      readonly suggest?: 'zones' | 'search';
      /**
       * Files of these endings (`.ics`) may be given instead of addresses: `WidgetsApi.keepFile` keeps one and gives the line
       * that stands for it in this text.
       */
      readonly files?: string;
    });

export type WidgetOptions = Readonly<Record<string, WidgetOption>>;

/**
 * What every widget has besides place, size, type, card, colour, opacity and hours, as the form needs it. The names are fields of
 * `WidgetInstance`.
 */
export const widgetLooks = {
  shadow: {
    kind: 'choice',
    label: 'Shadow',
    default: 'none',
    options: { none: 'None', soft: 'Soft', strong: 'Strong' },
  },
  days: {
    kind: 'choice',
    label: 'Days',
    default: '',
    options: { '': 'Every day', '12345': 'Monday to Friday', '67': 'Saturday and Sunday' },
  },
  screens: {
    kind: 'choice',
    label: 'Displays',
    default: 'all',
    options: {
      all: 'All',
      landscape: 'Wide ones',
      portrait: 'Upright ones',
      large: 'Large ones',
      small: 'Small ones',
    },
  },
  displays: {
    kind: 'text',
    label: 'Only on',
    default: '',
    maxLength: 200,
    help: 'Names of displays, with commas between them. A display is named in its address: ?display=kitchen.',
  },
  click: {
    kind: 'choice',
    label: 'A press',
    default: 'none',
    options: {
      none: 'Does nothing',
      link: 'Opens a link',
      next: 'Shows the next photo',
      pause: 'Holds the show',
      settings: 'Opens the settings',
    },
  },
  link: { kind: 'text', label: 'Link', default: '', maxLength: 2000, help: 'What a press opens.' },
} as const satisfies WidgetOptions;

type ValueOf<O extends WidgetOption> = O extends { kind: 'switch' }
  ? boolean
  : O extends { kind: 'number' }
    ? number
    : O extends { kind: 'choice'; options: infer Choices }
      ? keyof Choices & string
      : string;

export type OptionValues<Options extends WidgetOptions> = { readonly [K in keyof Options]: ValueOf<Options[K]> };

/** Longest text of an option that does not say. */
const defaultMaxLength = 500;

function readOption(option: WidgetOption, raw: unknown): unknown {
  switch (option.kind) {
    case 'switch':
      return typeof raw === 'boolean' ? raw : option.default;
    case 'choice':
      return typeof raw === 'string' && Object.hasOwn(option.options, raw) ? raw : option.default;
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw)
        ? Math.min(option.max, Math.max(option.min, raw))
        : option.default;
    case 'text':
      return typeof raw === 'string' ? raw.slice(0, option.maxLength ?? defaultMaxLength) : option.default;
  }
}

/** Total: what is missing or does not fit becomes the default. */
export function readOptions<Options extends WidgetOptions>(options: Options, raw: unknown): OptionValues<Options> {
  const given = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const values = Object.entries(options).map(([name, option]) => [name, readOption(option, given[name])]);
  return Object.fromEntries(values) as OptionValues<Options>;
}

/** A kind of widget, for choosers. */
export interface WidgetKind {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly options: WidgetOptions;
  /** How a new one begins, where it differs from the schema's defaults. */
  readonly begin: Partial<Omit<WidgetInstance, 'id' | 'widget'>>;
  /** It asks this service on the network; absent: it stays on this device. */
  readonly service?: string;
}

/** What is on screen, for tests and remote controls. CSS pixels. */
export interface WidgetReport {
  readonly id: string;
  readonly widget: string;
  readonly visible: boolean;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly ink: 'light' | 'dark';
  /** Opacity of what lies behind the text, 0–1. */
  readonly scrim: number;
  /** Contrast of its quietest ink with the worst part of the photo under it, as calculated. */
  readonly contrast: number;
}

/** `window.afterimage.widgets`. Everything is loaded on first use, so every method gives a promise. */
export interface WidgetsApi {
  kinds(): Promise<readonly WidgetKind[]>;
  /** Adds one, switched on, and resolves to its id. Rejects with `input.invalid` for a kind there is not. */
  add(widget: string, values?: Partial<Omit<WidgetInstance, 'id' | 'widget'>>): Promise<string>;
  /** Changes one; `options` are merged. Rejects with `input.invalid` for an id there is not. */
  change(id: string, values: Partial<Omit<WidgetInstance, 'id' | 'widget'>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** What stands on the layer now. */
  inspect(): Promise<readonly WidgetReport[]>;
  /** Opens or closes the editor of the layout; without a value the other way round. */
  edit(open?: boolean): Promise<void>;
  /** Keeps the layout as number 1–10, or brings it back; false when nothing was kept there. */
  saveSlot(slot: number): Promise<void>;
  recallSlot(slot: number): Promise<boolean>;
  /** Completes what is typed into a `search` option. */
  suggest(widget: string, option: string, text: string): Promise<readonly string[]>;
  /**
   * Keeps a file in the browser's storage for this kind of widget, and resolves to the line that stands for it in an option with
   * `files`. Rejects with `input.invalid`, `storage.*`.
   */
  keepFile(widget: string, file: File): Promise<string>;
}
