import { type IBinaryData, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { UnreadableFileError, type FileRows } from '../../../src/files/fileRows';
import { type ByteFile, readFile, type ReadFindings } from '../../../src/files/readFile';
import { InvalidInputError } from '../../../src/values/invalidInputError';

/** A file that an item carries. */
export interface InputFile {
	/** Its file name, else the name of its binary field. */
	readonly name: string;
	/** Index of the item. */
	readonly item: number;
	readonly binary: IBinaryData;
}

/**
 * The files in binary fields of a node's items, in order; an item may lack some of the fields.
 *
 * @throws InvalidInputError where an item has none of them
 */
export function inputFiles(context: IExecuteFunctions, fields: readonly string[]): InputFile[] {
	return context.getInputData().flatMap(({ binary = {} }, item) => {
		const found = fields.filter((field) => Object.hasOwn(binary, field));
		if (found.length === 0) {
			const others = Object.keys(binary).map((field) => `"${field}"`);
			throw new InvalidInputError(
				'binaryFields',
				`the name of a binary field of item ${item}, which has ${others.join(', ') || 'no file'}`,
				fields.join(', '),
			);
		}
		return found.map((field) => ({
			name: binary[field].fileName ?? field,
			item,
			binary: binary[field],
		}));
	});
}

/** Bytes that are read of a file in memory between two checks for a cancelled execution. */
const chunkBytes = 256 * 1024;

/**
 * Yields the rows of a file: streamed where n8n keeps binary data on disk or in the database, from memory otherwise.
 *
 * @returns the properties detected in the file
 */
export async function* inputFileRows(
	context: IExecuteFunctions,
	file: InputFile,
	reading: Pick<ByteFile, 'encoding' | 'hasTypedCells'> = {},
): AsyncGenerator<FileRows, ReadFindings> {
	try {
		return yield* readFile({ name: file.name, chunks: chunksOf(context, file), ...reading });
	} catch (error) {
		throw asFileError(context, error, file);
	}
}

/** A fault of the file as n8n's error; any other error unchanged. */
function asFileError(context: IExecuteFunctions, error: unknown, file: InputFile): unknown {
	if (!(error instanceof UnreadableFileError)) return error;
	return new NodeOperationError(
		context.getNode(),
		`The file "${file.name}" can't be read: ${error.message}`,
		{ description: 'Nothing was computed.', itemIndex: file.item },
	);
}

async function* chunksOf(
	context: IExecuteFunctions,
	{ binary }: InputFile,
): AsyncGenerator<Uint8Array> {
	if (binary.id !== undefined) {
		yield* await context.helpers.getBinaryStream(binary.id, chunkBytes);
		return;
	}
	const buffer = Buffer.from(binary.data, 'base64');
	for (let at = 0; at < buffer.length; at += chunkBytes) {
		yield buffer.subarray(at, at + chunkBytes);
	}
}
