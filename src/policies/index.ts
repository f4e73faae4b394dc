export * from './coverage';
export * from './of-rule';
export * from './policy';
export * from './resolve';
export * from './with-rules';
