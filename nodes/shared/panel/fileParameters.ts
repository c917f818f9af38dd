import type { INodeProperties } from 'n8n-workflow';

/** Where rows come from and go to: parameters of the panels that read and write files, as literals, since n8n's linters read nothing else. */

export const ordersAs: INodeProperties = {
	displayName: 'Orders Come As',
	name: 'ordersAs',
	type: 'options',
	options: [
		{ name: 'Items', value: 'items', description: 'One order an item' },
		{
			name: 'File',
			value: 'file',
			description:
				'Files in binary fields: CSV, JSON, one JSON object a line, or Parquet, gzip too. Read as a stream, for hundreds of thousands of orders and more.',
		},
	],
	default: 'items',
	description: 'Whether the items are the orders, or carry files with orders',
};

export const binaryFields: INodeProperties = {
	displayName: 'Input Binary Fields',
	name: 'binaryFields',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field that holds the file; several separated by commas',
	description: 'Names of the binary fields. All files of all items are one set of orders.',
	displayOptions: { show: { ordersAs: ['file'] } },
};

export const customersAs: INodeProperties = {
	displayName: 'Customers As',
	name: 'customersAs',
	type: 'options',
	options: [
		{ name: 'Items', value: 'items', description: 'One customer an item' },
		{
			name: 'File (CSV)',
			value: 'csv',
			description: 'Like File (NDJSON), as a table for other programs',
		},
		{
			name: 'File (NDJSON)',
			value: 'file',
			description:
				'One item that carries all of them as a file, one JSON object a line. Nodes of this package read it row by row; for tens of thousands of customers and more.',
		},
	],
	default: 'items',
	description: 'Whether customers come out as items or in one file',
};

export const fileEncoding: INodeProperties = {
	displayName: 'File Encoding',
	name: 'fileEncoding',
	type: 'options',
	options: [
		{ name: 'Automatic', value: 'automatic', description: 'Detected from the file' },
		{ name: 'UTF-16 (Big Endian)', value: 'utf-16be' },
		{ name: 'UTF-16 (Little Endian)', value: 'utf-16le' },
		{ name: 'UTF-8', value: 'utf-8' },
		{ name: 'Windows-1252', value: 'windows-1252', description: 'Also for ISO-8859-1 (Latin 1)' },
	],
	default: 'automatic',
	description: 'How the text of the files is encoded',
	displayOptions: { show: { '/ordersAs': ['file'] } },
};
