export * from './assist';
export * from './workspace';
