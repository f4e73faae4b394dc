import type { FromPolicyPage } from '../messages';

declare function acquireVsCodeApi(): { postMessage(message: FromPolicyPage): void };
const vscode = acquireVsCodeApi();

/** Tells the extension. */
export const send = (message: FromPolicyPage): void => vscode.postMessage(message);
