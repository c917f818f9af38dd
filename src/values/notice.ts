/** Something about the whole run that its user should know. */
export interface Notice {
	readonly code: string;
	readonly message: string;
	readonly level: 'info' | 'warning';
}
