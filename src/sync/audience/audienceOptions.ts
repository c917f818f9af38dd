import { z } from 'zod';
import {
	consentSource,
	defaultCountry,
	deletionRequestField,
	skipSuppressedFor,
} from '../people/peopleOptions';

/** How the customers of an audience are read on any platform. */
export const memberOptions = {
	customerIdField: z.string().trim().min(1).default('customerId'),
	defaultCountry,
	hashedInput: z.enum(['detect', 'never', 'always']).default('detect'),
};

/** Who may join an audience on any platform. */
export const joiningOptions = {
	consentSource,
	consentField: z.string().trim().default('adConsent'),
	/** Whether "Last Synced" does not know the audience yet; it is then not checked. */
	firstRun: z.boolean().default(false),
	deletionRequestField,
	skipSuppressedFor,
};
