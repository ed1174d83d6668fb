export const lateLoad = (): number => require('./late').late
