import { expect, test } from 'vitest';
import { createFakeUserService } from '../src/users';
import { createSession } from './support/data';
import FakeSessionStore from './support/fake-session-store';
import * as stubPlatform from './support/stubPlatform';

test('a session is kept', async () => {
  const store = new FakeSessionStore();
  const users = createFakeUserService();
  const platform = stubPlatform.defaults();
  const session = createSession();
  expect(await start(store, users, platform, session)).toBe('a');
  stubPlatform.reset();
});
