import type { SessionStore } from '../../src/sessions';

export default class FakeSessionStore
  implements SessionStore
{
  private sessions: string[] = [];

  async get(id: string): Promise<string | undefined> {
    return this.sessions.find((session) => session === id);
  }

  async delete(id: string): Promise<void> {
    this.sessions = this.sessions.filter((session) => session !== id);
  }
}
