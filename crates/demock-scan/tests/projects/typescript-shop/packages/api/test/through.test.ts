import { vi } from "@shop/kit";

vi.mock("../src/lib/redis");
const sendEmail = vi.fn();
export { sendEmail };
