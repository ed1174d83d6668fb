export const product = (): number => 1
