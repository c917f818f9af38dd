/** A setting that does not go with another one. Says which, and what it has to be, as the rest of "… needs ". */
export class InvalidSetting extends Error {
	override readonly name = 'InvalidSetting';

	constructor(
		readonly field: string,
		readonly requirement: string,
	) {
		super(`"${field}" needs ${requirement}`);
	}
}
