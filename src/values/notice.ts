/** Something about the whole run that the user should know. */
export interface Notice {
	readonly code: string;
	readonly message: string;
	/** `danger` is for numbers that must not be acted on. */
	readonly level: 'info' | 'warning' | 'danger';
}
