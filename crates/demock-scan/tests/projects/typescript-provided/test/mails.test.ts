import { expect, it } from "vitest";
import { MailerDouble } from ".";
import { FakeMailer } from "./fakeMailer";

it("keeps mails", async () => {
  const mailer = new MailerDouble();
  expect(FakeMailer.name).toBe(mailer.constructor.name);
});
