export { codeownersBase } from './codeowners';
export * from './workspace';
