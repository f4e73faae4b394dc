export * from './link';
export * from './of-rule';
export * from './origin';
export * from './policy';
export * from './precedence';
export * from './resolve';
export * from './system';
