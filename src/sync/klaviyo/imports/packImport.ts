import { BodyBuffer } from '../../http/bodyBuffer';
import { identifiers, type Contact } from '../people/contacts';

/** Klaviyo's limits for one bulk import. */
export const importLimits = {
	profiles: 10_000,
	bytes: 5_000_000,
	bytesPerProfile: 100_000,
} as const;

/** One profile to import. */
export interface ProfileImport {
	readonly contact: Contact;
	/** What is written when the import has been confirmed. */
	readonly sentence: string;
	readonly code?: string;
}

/** Returns a profile's attributes, identifiers among them. */
export type AttributesOf = (contact: Contact) => Readonly<Record<string, unknown>>;

/** The body of one import, and the profiles in it. */
export interface PackedImport {
	readonly profiles: readonly ProfileImport[];
	/** The JSON to send, in UTF-8. Valid until the next import is packed. */
	readonly body: Buffer;
	/** Profiles passed over because they are larger than Klaviyo accepts; they are not in the body. */
	readonly tooLarge: readonly ProfileImport[];
	/** Position of the first profile that is left for the next import. */
	readonly next: number;
}

const head = '{"data":{"type":"profile-bulk-import-job","attributes":{"profiles":{"data":[';

/** Packs profiles into the bodies of bulk imports, each as full as Klaviyo's limits allow. */
export class ImportPacker {
	private readonly buffer = new BodyBuffer();

	constructor(private readonly attributesOf: AttributesOf = identifiers) {}

	/** Packs the profiles from a position on: as many as fit into one import. */
	pack(all: readonly ProfileImport[], from = 0, listId?: string): PackedImport {
		const { buffer } = this;
		const tail = tailOf(listId);
		const mostBytes = importLimits.bytes - Buffer.byteLength(tail);
		const profiles: ProfileImport[] = [];
		const tooLarge: ProfileImport[] = [];
		let next = from;
		buffer.cutTo(0);
		buffer.write(head);
		for (; next < all.length && profiles.length < importLimits.profiles; next++) {
			const json = JSON.stringify({
				type: 'profile',
				attributes: this.attributesOf(all[next].contact),
			});
			if (isTooLarge(json)) {
				tooLarge.push(all[next]);
				continue;
			}
			const before = buffer.length;
			if (profiles.length > 0) buffer.write(',');
			buffer.write(json);
			if (buffer.length > mostBytes) {
				buffer.cutTo(before);
				break;
			}
			profiles.push(all[next]);
		}
		buffer.write(tail);
		return { profiles, body: buffer.content(), tooLarge, next };
	}
}

/** A character takes at most three bytes of UTF-8, so few texts have to be measured. */
function isTooLarge(json: string): boolean {
	const { bytesPerProfile } = importLimits;
	return 3 * json.length > bytesPerProfile && Buffer.byteLength(json) > bytesPerProfile;
}

function tailOf(listId: string | undefined): string {
	if (listId === undefined) return ']}}}}';
	const list = JSON.stringify({ type: 'list', id: listId });
	return `]}},"relationships":{"lists":{"data":[${list}]}}}}`;
}
