import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';
import ts from 'typescript';

/** What a code is about. */
type Kind = 'notice' | 'set aside' | 'outcome' | 'suppression' | 'offer';

/** A code of the source, with its text. */
export interface Code {
	readonly code: string;
	readonly kind: Kind;
	/** Level of a notice, status of an outcome. */
	readonly detail: string;
	readonly node: string;
	/** Its text, with `…` for what depends on the run; empty where only the run determines it. */
	readonly text: string;
}

/** The node that a source file belongs to, by the start of its path; the first match counts. */
const nodeOfPath = [
	['src/core/orders', 'Compute RFM'],
	['src/core/rfm', 'Compute RFM'],
	['src/core/money', 'Compute RFM'],
	['src/core/score', 'Score Customer'],
	['src/core/clv/fitOrders', 'Churn Check, Predict CLV'],
	['src/core/clv', 'Predict CLV'],
	['src/core/btyd', 'Predict CLV'],
	['src/core/tier', 'Assign Tier'],
	['src/core/churn', 'Churn Check'],
	['src/core/suppression', 'Build Suppression List'],
	['src/core/migration', 'Track Migration'],
	['src/core/lift', 'Measure Lift'],
	['src/core/tune', 'Tune Score'],
	['src/core/nps', 'Analyse NPS'],
	['src/report', 'Value Report'],
	['src/warehouse', 'Customer Value SQL'],
	['src/core/playbook', 'Plan Offers'],
	['src/core/nextPurchase', 'Suggest Next Purchase'],
	['src/core/preset', 'Client Preset'],
	['src/files', 'Compute RFM'],
	['src/core', 'scoring nodes'],
	['src/sync/klaviyo', 'Sync to Klaviyo'],
	['src/sync/meta', 'Sync to Meta'],
	['src/sync/google', 'Sync to Google'],
	['src/sync', 'syncs'],
	['nodes/shared/files/filesNotice', 'Compute RFM'],
	['nodes/shared/syncs/syncOutputs', 'syncs'],
	['nodes', 'all nodes'],
] as const;

/** Members that hold the meaning of a code, the best first. */
const sayings = ['message', 'sentence', 'explanation', 'because', 'leftOut'];

/** All codes of notices, set-aside rows, outcomes and suppression rules in the sources, by code. */
export function codesInSources(root: string): Code[] {
	const files = glob.sync(['src/**/*.ts', 'nodes/shared/**/*.ts'], { cwd: root }).sort();
	const found = files.flatMap((file) => {
		const source = ts.createSourceFile(
			file,
			readFileSync(join(root, file), 'utf8'),
			ts.ScriptTarget.Latest,
			true,
		);
		const node = nodeOfPath.find(([start]) => file.startsWith(start))?.[1] ?? 'all nodes';
		return codesOf(source).map((code) => ({ ...code, node }));
	});
	return found.sort((a, b) => compare(a.code, b.code) || compare(a.node, b.node));
}

type Found = Omit<Code, 'node'>;

function codesOf(source: ts.SourceFile): Found[] {
	const codes: Found[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isObjectLiteralExpression(node)) codes.push(...ofLiteral(node));
		if (ts.isVariableDeclaration(node)) codes.push(...ofTable(node));
		if (ts.isCallExpression(node)) codes.push(...ofOutcome(node));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return codes;
}

/** `{ code: 'smallBase', level: 'info', message: … }` */
function ofLiteral(literal: ts.ObjectLiteralExpression): Found[] {
	const code = stringIn(member(literal, 'code'));
	if (code === undefined) return [];
	const said = sayings.map((name) => member(literal, name)).find((value) => value !== undefined);
	const text = said === undefined ? '' : textOf(said);
	const level = member(literal, 'level');
	if (level !== undefined) return [{ code, kind: 'notice', detail: choices(level), text }];
	const status = member(literal, 'status');
	if (status !== undefined) return [{ code, kind: 'outcome', detail: choices(status), text }];
	if (member(literal, 'because') !== undefined)
		return [{ code, kind: 'suppression', detail: '', text }];
	if (member(literal, 'sentence') !== undefined)
		return [{ code, kind: 'outcome', detail: '', text }];
	if (member(literal, 'explanation') !== undefined)
		return [{ code, kind: 'set aside', detail: '', text }];
	return [];
}

/** A table by code: sentences of set-aside rows, `[level, teller]` of notices, rows of outcomes. */
function ofTable({ name, initializer }: ts.VariableDeclaration): Found[] {
	const table = initializer && bare(initializer);
	if (!table || !ts.isObjectLiteralExpression(table)) return [];
	if (!/(^outcomeTable|Notices|Reasons)$/.test(name.getText())) return [];
	return table.properties.flatMap((property): Found[] => {
		if (!ts.isPropertyAssignment(property)) return [];
		const code = property.name.getText();
		const value = bare(property.initializer);
		if (ts.isArrowFunction(value) && name.getText().endsWith('Reasons')) {
			const kind = name.getText() === 'offerReasons' ? 'offer' : 'set aside';
			return [{ code, kind, detail: '', text: textOf(value) }];
		}
		if (ts.isStringLiteralLike(value))
			return [{ code, kind: 'set aside', detail: '', text: value.text }];
		if (ts.isArrayLiteralExpression(value) && value.elements.length === 2) {
			const [level, teller] = value.elements;
			return [{ code, kind: 'notice', detail: choices(level), text: textOf(teller) }];
		}
		if (!ts.isObjectLiteralExpression(value) || member(value, 'code')) return [];
		const status = member(value, 'status');
		if (status === undefined) return [];
		const texts = sayings.map((each) => member(value, each)).flatMap((each) => each ?? []);
		const text = texts.map(textOf).find((each) => each !== '') ?? '';
		return [{ code, kind: 'outcome', detail: choices(status), text }];
	});
}

/** `outcomeOf('noEvent', …)`: the outcome and its sentence; a single word is a fact for the table's sentence. */
function ofOutcome({ expression, arguments: [code, said] }: ts.CallExpression): Found[] {
	if (expression.getText() !== 'outcomeOf' || !code || !ts.isStringLiteralLike(code)) return [];
	const text = said === undefined ? '' : textOf(said);
	return [{ code: code.text, kind: 'outcome', detail: '', text: text.includes(' ') ? text : '' }];
}

function member(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
	for (const property of literal.properties) {
		if (property.name?.getText() !== name) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return undefined;
}

function stringIn(value: ts.Expression | undefined): string | undefined {
	const inner = value && bare(value);
	return inner && ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** An expression without `as const`, `satisfies` and parentheses. */
function bare(value: ts.Expression): ts.Expression {
	if (
		ts.isAsExpression(value) ||
		ts.isSatisfiesExpression(value) ||
		ts.isParenthesizedExpression(value)
	)
		return bare(value.expression);
	return value;
}

/** The texts that an expression may evaluate to, e.g. both branches of a condition. */
function choices(value: ts.Expression): string {
	const words = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) words.add(node.text);
		if (ts.isConditionalExpression(node)) {
			visit(node.whenTrue);
			visit(node.whenFalse);
		} else ts.forEachChild(node, visit);
	};
	visit(value);
	return [...words].join(' or ');
}

/**
 * The text of an expression: of a function what it returns, of a condition its first branch, `…` for what only the run
 * knows.
 */
function textOf(value: ts.Expression): string {
	const text = say(value, 4);
	return /[a-z]{2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : '';
}

function say(given: ts.Expression, depth: number): string {
	const value = bare(given);
	if (ts.isStringLiteralLike(value)) return value.text;
	if (ts.isTemplateExpression(value)) {
		const spans = value.templateSpans.map(({ expression, literal }) => {
			return `${sayInside(expression, depth)}${literal.text}`;
		});
		return value.head.text + spans.join('');
	}
	if (ts.isConditionalExpression(value)) {
		return (
			[value.whenTrue, value.whenFalse]
				.map((branch) => say(branch, depth))
				.find((text) => /[a-z]{2}/.test(text)) ?? '…'
		);
	}
	if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.PlusToken) {
		return say(value.left, depth) + say(value.right, depth);
	}
	if (ts.isArrowFunction(value))
		return ts.isBlock(value.body) ? sayBlock(value.body, depth) : say(value.body, depth);
	if (ts.isIdentifier(value) && depth > 0) {
		const initializer = constantOf(value);
		if (initializer) return say(initializer, depth - 1);
	}
	return '…';
}

/** A part of a sentence; a condition inside one, such as of singular and plural, becomes `…`. */
function sayInside(value: ts.Expression, depth: number): string {
	const inner = bare(value);
	if (ts.isConditionalExpression(inner)) {
		const texts = [inner.whenTrue, inner.whenFalse].map((branch) => say(branch, 0));
		return texts.find((text) => text !== '' && text !== '…' && text.length < 12) ?? '…';
	}
	return ts.isIdentifier(inner) ? say(inner, Math.min(depth, 1)) : '…';
}

function sayBlock(body: ts.Block, depth: number): string {
	const returned: ts.Expression[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isReturnStatement(node) && node.expression) returned.push(node.expression);
		else ts.forEachChild(node, visit);
	};
	visit(body);
	return returned.map((each) => say(each, depth)).find((text) => /[a-z]{2}/.test(text)) ?? '…';
}

/** The value of a name, from the nearest block of the file that declares it. */
function constantOf(name: ts.Identifier): ts.Expression | undefined {
	for (let scope: ts.Node = name.parent; scope; scope = scope.parent) {
		if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
		for (const statement of scope.statements) {
			if (!ts.isVariableStatement(statement)) continue;
			const found = statement.declarationList.declarations.find(
				(each) => each.name.getText() === name.text,
			);
			if (found) return found.initializer;
		}
	}
	return undefined;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

const sections: ReadonlyArray<readonly [Kind, string, string]> = [
	['notice', 'Notices', 'Hints of a run, and `notices` of its Summary. The level is in brackets.'],
	['set aside', 'Rows set aside', '`setAsideReason` on the output Set Aside.'],
	[
		'outcome',
		'Outcomes of the syncs',
		'`klaviyoSyncReason`, `metaSyncReason` and `googleSyncReason`, each with its status. A refusal by the platform has the platform’s own code.',
	],
	[
		'suppression',
		'Reasons to suppress',
		'`suppressionReasons`, each with the channels that it closes.',
	],
	['offer', 'Reasons of offers', '`offerReasons`: why an offer is lowered or not made.'],
];

const generated = /(<!-- codes -->\n)[\s\S]*?(<!-- \/codes -->)/;

/** The page of all codes, with its tables regenerated. */
export function withCodes(page: string, codes: readonly Code[]): string {
	const tables = sections.map(([kind, title, what]) => {
		const rows = rowsOf(codes.filter((code) => code.kind === kind));
		return `## ${title}\n\n${what}\n\n| code | where | says |\n|---|---|---|\n${rows.join('\n')}\n`;
	});
	return page.replace(
		generated,
		(_all, start: string, end: string) => `${start}\n${tables.join('\n')}\n${end}`,
	);
}

/** A row for each code: where it is used, and its first text there. */
function rowsOf(codes: readonly Code[]): string[] {
	const byCode = new Map<string, Code[]>();
	for (const each of codes) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
	return [...byCode].map(([code, uses]) => {
		const details = [
			...new Set(uses.flatMap(({ detail }) => (detail === '' ? [] : detail.split(' or ')))),
		];
		const where = [...new Set(uses.map(({ node }) => node))].join(', ');
		const text =
			uses.map((use) => use.text).find((each) => each !== '') ?? 'in the words of the operation';
		const detail = details.length === 0 ? '' : ` (${details.join(', ')})`;
		return `| \`${code}\` | ${where}${detail} | ${text.replace(/\|/g, '\\|')} |`;
	});
}
