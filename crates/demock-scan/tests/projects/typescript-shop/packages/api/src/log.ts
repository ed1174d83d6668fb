export const log = { info: (text: string) => text };
