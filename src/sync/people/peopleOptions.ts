import { z } from 'zod';
import { channels } from '../../values/channels';

/** Country of customers and phone numbers that name none, ISO 3166-1 alpha-2; empty: none. */
export const defaultCountry = z
	.string()
	.trim()
	.toUpperCase()
	.regex(/^([A-Z]{2})?$/, 'a two-letter country code, such as US')
	.default('');

/** Leaves out whom Build Suppression List suppresses for the channel; empty: nobody. */
export const skipSuppressedFor = z.enum(['', ...channels]).default('');

/** Leaves out who asked to be deleted, in all that puts people onto a platform; empty: nobody. */
export const deletionRequestField = z.string().trim().default('deletionRequested');

/** How the user knows who consented. */
export const consentSource = z.enum(['field', 'handledUpstream']).default('field');
