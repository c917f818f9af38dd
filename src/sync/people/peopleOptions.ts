import { z } from 'zod';
import { channels } from '../../values/channels';

/** Country of customers and phone numbers without one, ISO 3166-1 alpha-2; empty: none. */
export const defaultCountry = z
	.string()
	.trim()
	.toUpperCase()
	.regex(/^([A-Z]{2})?$/, 'a two-letter country code, such as US')
	.default('');

/** Leaves out customers whom Build Suppression List suppresses for the channel; empty: nobody. */
export const skipSuppressedFor = z.enum(['', ...channels]).default('');

/** Leaves customers who asked to be deleted out of everything that adds people to a platform; empty: nobody. */
export const deletionRequestField = z.string().trim().default('deletionRequested');

/** How the user knows who consented. */
export const consentSource = z.enum(['field', 'handledUpstream']).default('field');
