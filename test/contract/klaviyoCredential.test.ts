import axios from 'axios';
import { type INode, type INodeParameters, type INodeTypes, Workflow } from 'n8n-workflow';
import { CustomerValueKlaviyoApi } from '../../credentials/CustomerValueKlaviyoApi.credentials';
import { CustomerValueKlaviyoOAuth2Api } from '../../credentials/CustomerValueKlaviyoOAuth2Api.credentials';
import { endpoints, klaviyoRevision } from '../../src/sync/klaviyo/api/endpoints';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const { request, rules } = new CustomerValueKlaviyoApi().test;

async function statusFor(scopes: readonly string[], key?: string): Promise<number> {
	const { sandbox, baseUrl } = await startKlaviyo({ scopes: new Set(scopes) });
	sandbox.addList('VIP');
	const { status } = await axios.request({
		baseURL: baseUrl,
		url: request.url,
		params: request.qs,
		headers: {
			...(request.headers as Record<string, string>),
			authorization: `Klaviyo-API-Key ${key ?? sandbox.key}`,
		},
		validateStatus: () => true,
	});
	return status;
}

it("asks by OAuth for every scope that the node's operations need, and no other", () => {
	const scope = new CustomerValueKlaviyoOAuth2Api().properties.find(({ name }) => name === 'scope');
	const needed = new Set(Object.values(endpoints).flatMap(({ scopes }) => [...scopes]));
	expect(String(scope?.default).split(' ')).toEqual([...needed].sort());
});

describe("the addresses of Klaviyo's OAuth", () => {
	/** As n8n resolves a credential's defaults. */
	function addressesFor(baseUrl: string) {
		const { properties } = new CustomerValueKlaviyoOAuth2Api();
		const defaults = properties.map(({ name, default: value }) => [name, value] as const);
		const data = { ...Object.fromEntries(defaults), baseUrl } as INodeParameters;
		const node: INode = {
			id: '1',
			name: 'Credential',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [0, 0],
			parameters: data,
		};
		const nodeTypes = {
			getByName: () => undefined,
			getByNameAndVersion: () => undefined,
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes;
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const { authUrl, accessTokenUrl } = workflow.expression.getComplexParameterValue(
			node,
			data,
			'internal',
			{},
			undefined,
			undefined,
			data,
		) as Record<string, string>;
		return [authUrl, accessTokenUrl];
	}

	it.each([
		[
			'https://a.klaviyo.com',
			'https://www.klaviyo.com/oauth/authorize',
			'https://a.klaviyo.com/oauth/token',
		],
		[
			'http://127.0.0.1:4010/',
			'http://127.0.0.1:4010/oauth/authorize',
			'http://127.0.0.1:4010/oauth/token',
		],
		[
			'http://a.klaviyo.com',
			'https://base-url-needs-https.invalid/oauth/authorize',
			'https://base-url-needs-https.invalid/oauth/token',
		],
	])('for %s are safe', (baseUrl, ...addresses) => {
		expect(addressesFor(baseUrl)).toEqual(addresses);
	});
});

describe("the test of Klaviyo's credential", () => {
	it('speaks the revision that the node speaks', () => {
		expect(request.headers).toMatchObject({ revision: klaviyoRevision });
	});

	it('needs no scope that the node does not need', async () => {
		expect(await statusFor(endpoints.get_lists.scopes)).toBe(200);
	});

	it('has a word for a key that is wrong and for one that lacks the scope', async () => {
		const said = new Set(rules?.map(({ properties: { value } }) => value));
		const statuses = [await statusFor([], 'pk_wrong'), await statusFor(['events:write'])];
		expect(statuses).toEqual([401, 403]);
		expect(statuses.every((status) => said.has(status))).toBe(true);
	});
});
