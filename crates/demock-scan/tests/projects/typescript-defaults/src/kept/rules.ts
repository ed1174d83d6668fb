export const isAllowed = (address: string) => address.length > 3;
