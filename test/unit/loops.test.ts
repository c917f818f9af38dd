import type { WorkflowExecuteMode } from 'n8n-workflow';
import { calledNotice } from '../../nodes/shared/loops';

it.each<[WorkflowExecuteMode, string[]]>([
	['integrated', ['calledByWorkflow']],
	['trigger', []],
	['manual', []],
])('says in mode %s whether another workflow called: %j', (mode, codes) => {
	expect(calledNotice({ getMode: () => mode }).map(({ code }) => code)).toEqual(codes);
});
