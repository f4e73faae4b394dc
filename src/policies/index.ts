export * from './of-rule';
export * from './policy';
export * from './resolve';
