export * from './assist';
export { codeownersBase } from './codeowners';
export * from './workspace';
