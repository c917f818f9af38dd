import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { collectOrders, type OrderHistories } from '../../src/core/btyd/orderHistories';
import type { TransactionModel } from '../../src/core/btyd/transactionModel';
import { shopPresetNames } from '../../src/core/sampleShop/presets';
import { historyDays, ShopWindow } from '../../src/core/sampleShop/shopWindow';
import { simulateBuyers } from '../../src/core/sampleShop/simulateBuyers';
import { dayOfDate, monthOfDay } from '../../src/values/days';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

/** A shop that predictions are compared on. */
export interface Shop {
	readonly name: string;
	readonly histories: OrderHistories;
}

const end = 20_269;

/** Simulated shops: the presets of Sample Shop with all their traits, and the known difficult cases. */
export function simulatedShops(): Shop[] {
	return [...shopPresetNames.map(sampleShop), ...hardShops.map(hardShop)];
}

function sampleShop(preset: (typeof shopPresetNames)[number]): Shop {
	const window = new ShopWindow({ asOf: '2025-06-30', timeZone: 'UTC', isRoundTheClock: false });
	const buyers = simulateBuyers({ preset, customers: 4000, seed: 8, withTraits: true }, window);
	const first = end - historyDays + 1;
	return {
		name: `sample shop, ${preset}`,
		histories: collectOrders(
			[...buyers].map(({ orderMoments, amounts }) => ({
				history: { days: orderMoments.map((moment) => first + Math.floor(moment)), amounts },
				asOfDay: end,
			})),
		),
	};
}

interface HardShop {
	readonly name: string;
	readonly model: TransactionModel;
	readonly size: number;
	readonly days: number;
	/** The chance that an order of a calendar month is placed at all; 0 is January. */
	readonly keeps?: (month: number) => number;
	/** The share of customers who were acquired within one week. */
	readonly promoted?: number;
	/** Gamma-Gamma of the amounts: a small q gives heavy tails. */
	readonly amounts: { readonly p: number; readonly q: number; readonly v: number };
}

const ordinary = { p: 4, q: 3.5, v: 40 };
const usual = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 70, a: 1.2, b: 2.2 } as const;

const hardShops: readonly HardShop[] = [
	{
		name: 'regular buyers',
		model: { family: 'mbgNbd', regularity: 3, r: 3, alpha: 30, a: 0.8, b: 4 },
		size: 2500,
		days: 900,
		amounts: ordinary,
	},
	{
		name: 'deal hunters',
		model: { family: 'mbgNbd', regularity: 1, r: 0.6, alpha: 90, a: 3, b: 0.9 },
		size: 5000,
		days: 900,
		amounts: { p: 2, q: 2.6, v: 30 },
	},
	{
		name: 'B2B, heavy tails',
		model: { family: 'bgNbd', regularity: 2, r: 1.2, alpha: 14, a: 0.4, b: 3 },
		size: 600,
		days: 1100,
		amounts: { p: 1.5, q: 1.25, v: 400 },
	},
	{
		name: 'promotion week',
		model: { family: 'mbgNbd', regularity: 1, r: 0.9, alpha: 80, a: 2, b: 1.2 },
		size: 4000,
		days: 800,
		promoted: 0.4,
		amounts: ordinary,
	},
	{
		name: 'seasonal',
		model: { ...usual, alpha: 25 },
		size: 4000,
		days: 1600,
		keeps: (month) => (month >= 10 ? 1 : 0.35),
		amounts: ordinary,
	},
	{
		name: '45 days young',
		model: { ...usual, alpha: 20 },
		size: 3000,
		days: 45,
		amounts: ordinary,
	},
];

function hardShop(shop: HardShop, place: number): Shop {
	const draws = new Draws(1000 + place);
	const customers = Array.from({ length: shop.size }, () => {
		const isPromoted = shop.promoted !== undefined && draws.uniform() < shop.promoted;
		const age = isPromoted
			? shop.days * 0.6 + 7 * draws.uniform()
			: 1 + (shop.days - 1) * draws.uniform();
		const times = [0, ...simulateOrderTimes(shop.model, age, draws)];
		const rate = draws.gamma(shop.amounts.q) / shop.amounts.v;
		const days = [...new Set(times.map((time) => Math.floor(end - age + time)))].filter(
			(day, i) => i === 0 || draws.uniform() < (shop.keeps?.(monthOfDay(day)) ?? 1),
		);
		const amounts = days.map(() => draws.gamma(shop.amounts.p) / rate);
		return { history: { days, amounts }, asOfDay: end };
	});
	return { name: shop.name, histories: collectOrders(customers) };
}

/** The CDNOW sample, where it is present beside the project. */
export function cdnow(root: string): Shop[] {
	const file = join(root, '../shared/reference/clv/cdnow_sample_transactions.csv.gz');
	if (!existsSync(file)) return [];
	const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
	return [
		shopOf(
			'CDNOW sample',
			lines.map((line) => line.split(',')).map(([id, date, , amount]) => [id, date, amount]),
		),
	];
}

/** The public datasets that `bench/peers/accuracyData.py` has fetched. */
export function publicShops(folder: string): Shop[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.csv'))
		.sort()
		.map((name) => {
			const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1);
			return shopOf(
				name.slice(0, -4).replaceAll('_', ' '),
				lines.map((line) => line.split(',')),
			);
		});
}

function shopOf(name: string, rows: readonly string[][]): Shop {
	const orders = new Map<string, Array<{ day: number; amount: number }>>();
	let last = 0;
	for (const [id, date, amount] of rows) {
		const day = dayOfDate(date) ?? NaN;
		const own = orders.get(id) ?? [];
		own.push({ day, amount: Number(amount) });
		orders.set(id, own);
		last = Math.max(last, day);
	}
	const customers = [...orders.values()].map((own) => {
		own.sort((one, other) => one.day - other.day);
		const history = {
			days: own.map(({ day }) => day),
			amounts: own.map(({ amount }) => amount),
		};
		return { history, asOfDay: last };
	});
	return { name, histories: collectOrders(customers) };
}
