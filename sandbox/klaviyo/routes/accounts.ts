import { route } from './route';

export const accountRoutes = [
	route('get_accounts', 'GET /api/accounts', 'tiny', 'accounts:read', ({ name }, { address }) => ({
		status: 200,
		body: {
			data: [
				{
					type: 'account',
					id: 'SANDBX',
					attributes: {
						test_account: true,
						contact_information: {
							default_sender_name: name,
							default_sender_email: 'hello@sandbox.example',
							website_url: null,
							organization_name: name,
							street_address: {
								address1: null,
								address2: null,
								city: null,
								region: null,
								country: null,
								zip: null,
							},
						},
						industry: null,
						timezone: 'UTC',
						preferred_currency: 'USD',
						public_api_key: 'SANDBX',
						locale: 'en-US',
					},
					links: { self: `${address}/api/accounts/SANDBX` },
				},
			],
			links: { self: `${address}/api/accounts`, prev: null, next: null },
		},
	})),
];
