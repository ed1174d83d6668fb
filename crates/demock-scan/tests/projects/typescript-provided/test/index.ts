export { FakeMailer as MailerDouble } from "./fakeMailer";
