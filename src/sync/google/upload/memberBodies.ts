import { BodyBuffer } from '../../http/bodyBuffer';
import type { MatchRow } from '../../audience/keyFormat';
import type { Destination } from '../api/dataManager';
import { consentColumn } from '../people/columns';
import { addressIn } from '../people/identifier';

/** What a request holds besides its members. */
export interface RequestFrame {
	readonly destinations: readonly Destination[];
	/** Whether the Customer Match terms are accepted; absent from removals. */
	readonly termsAccepted?: boolean;
	readonly validateOnly: boolean;
}

const consent = ',"consent":{"adUserData":"CONSENT_GRANTED","adPersonalization":"CONSENT_GRANTED"}';

/** Writes the bodies of requests that add or remove members. */
export class MemberBodies {
	private readonly buffer = new BodyBuffer();
	private readonly start: string;

	constructor({ destinations, termsAccepted, validateOnly }: RequestFrame) {
		const frame = {
			destinations,
			encoding: 'HEX',
			validateOnly,
			...(termsAccepted === undefined
				? {}
				: {
						termsOfService: {
							customerMatchTermsOfServiceStatus: termsAccepted ? 'ACCEPTED' : 'REJECTED',
						},
					}),
		};
		this.start = `${JSON.stringify(frame).slice(0, -1)},"audienceMembers":[`;
	}

	/** The JSON of one request, in UTF-8. Valid until the next one is written. */
	bodyOf(members: readonly MatchRow[]): Buffer {
		const { buffer } = this;
		buffer.cutTo(0);
		buffer.write(this.start);
		members.forEach((member, place) => {
			buffer.write(place > 0 ? `,${memberJson(member)}` : memberJson(member));
		});
		buffer.write(']}');
		return buffer.content();
	}
}

/** Hashes contain nothing that JSON would have to escape. */
function memberJson({ columns, cells }: MatchRow): string {
	let identifiers = '';
	let agreed = '';
	for (let place = 0; place < columns.length; place++) {
		const cell = cells[place];
		if (cell === '') continue;
		const column = columns[place];
		if (column === consentColumn) agreed = consent;
		else {
			if (identifiers !== '') identifiers += ',';
			identifiers += identifierJson(column, String(cell));
		}
	}
	return `{"userData":{"userIdentifiers":[${identifiers}]}${agreed}}`;
}

function identifierJson(column: string, cell: string): string {
	if (column === 'EMAIL') return `{"emailAddress":"${cell}"}`;
	if (column === 'PHONE') return `{"phoneNumber":"${cell}"}`;
	return `{"address":${JSON.stringify(addressIn(cell))}}`;
}
