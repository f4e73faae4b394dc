export * from './of-rule';
export * from './policy';
export * from './prose';
export * from './resolve';
