/** Days since the last order as a band: active to 30, warm to 90, cool to 180, cold from 181. */
export function recencyBand(days: number): 'active' | 'warm' | 'cool' | 'cold' {
	if (days <= 30) return 'active';
	if (days <= 90) return 'warm';
	return days <= 180 ? 'cool' : 'cold';
}

/** Orders as a band; '0' for a customer without any in the window. */
export function frequencyBand(orders: number): '0' | '1' | '2' | '3-4' | '5+' {
	if (orders >= 5) return '5+';
	if (orders >= 3) return '3-4';
	return orders === 2 ? '2' : orders === 1 ? '1' : '0';
}

/** Spend compared with the account's mean: below 75%, average to 125%, above to 250%, well above over 250%. */
export function spendBand(
	spend: number,
	mean: number,
): 'below' | 'average' | 'above' | 'wellAbove' {
	if (spend < 0.75 * mean) return 'below';
	if (spend <= 1.25 * mean) return 'average';
	return spend <= 2.5 * mean ? 'above' : 'wellAbove';
}
