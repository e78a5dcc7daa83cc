import type { Browser, Page } from '@playwright/test';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DecodedPhoto, PhotoLocator, SlideTarget } from '../../../src/shared/photo.ts';
import type { ErrorData } from '../../../src/shared/errors.ts';
import type { DecodeStats } from '../../../src/workers/decode/contract.ts';

export const FIXTURES: string;
export const PHOTOS: string;

export type Rgba = readonly [number, number, number, number];

export interface Look {
  readonly error?: ErrorData;
  readonly width: number;
  readonly height: number;
  readonly opaque: boolean;
  readonly pixelsMatch: boolean | null;
  readonly topLeft: Rgba;
  readonly topRight: Rgba;
  readonly bottomLeft: Rgba;
  readonly bottomRight: Rgba;
  readonly corner: Rgba;
  readonly top: Rgba;
  readonly left: Rgba;
  readonly center: Rgba;
  readonly facts: Omit<DecodedPhoto, 'ref' | 'bitmap' | 'pixels'>;
  readonly beats: number;
}

export interface Harness {
  readonly page: Page;
  readonly origin: string;
  readonly strangerOrigin: string;
  readonly requests: string[];
  readonly problems: string[];
  close(): Promise<void>;
}

type Route = (request: IncomingMessage, response: ServerResponse) => void;
export function openHarness(browser: Browser, options?: { routes?: Record<string, Route> }): Promise<Harness>;
export function look(page: Page, locator: PhotoLocator, target?: Partial<SlideTarget>, id?: string): Promise<Look>;
export function stats(page: Page): Promise<DecodeStats>;
