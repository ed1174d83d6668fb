import { expect, test } from 'vitest';
import { signUp } from '../src/signup';
import { Outbox } from './support/outbox';

test('a mail is sent', async () => {
  const outbox = new Outbox();
  await signUp('a@example.org', outbox);
  expect(outbox.sent).toEqual(['a@example.org: welcome']);
});
