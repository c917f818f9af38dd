import type { JsonRecord } from '../../values/jsonRecord';
import { InvalidInputError } from '../../values/invalidInputError';

/**
 * Reads customers from a parameter instead of items: JSON text or a value, one object or a list of objects.
 *
 * Anything else, including nothing and an empty list, is an `InvalidInputError`: whoever asks about a customer has one.
 *
 * @example readCustomerJson('{"customerId":"7"}') // [{ customerId: '7' }]
 */
export function readCustomerJson(given: unknown): JsonRecord[] {
	const value = typeof given === 'string' ? parseText(given) : given;
	const customers: unknown[] = Array.isArray(value) ? value : [value];
	if (customers.length === 0 || !customers.every(isCustomer)) throw noCustomers(value);
	return customers;
}

function isCustomer(value: unknown): value is JsonRecord {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.keys(value).length > 0;
}

function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw noCustomers(text);
	}
}

/** The value may be a customer's data, or text that a model invented: the error names its kind, never its content. */
function noCustomers(received: unknown): InvalidInputError {
	const isText = typeof received === 'string' && received !== '';
	return new InvalidInputError(
		'customerJson',
		'one customer as a JSON object, such as {"customerId": "7", "orderHistory": "2026-01-31:49.90"}, or a list of such objects',
		isText ? 'text that is not valid JSON' : received,
	);
}
