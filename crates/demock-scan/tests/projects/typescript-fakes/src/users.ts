export interface UserService {
  find(id: string): Promise<string>;
}

export const createFakeUserService = (users: Record<string, string> = {}): UserService => ({
  find: (id) => Promise.resolve(users[id]),
});
