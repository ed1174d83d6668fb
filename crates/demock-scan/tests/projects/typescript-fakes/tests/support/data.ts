export const createSession = () => ({ id: 'a', seen: 1 });
