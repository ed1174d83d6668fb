import redis from "../src/kept/redis";
import * as kept from "../src/kept";

test("addresses are allowed", () => {
  vi.spyOn(redis, "get");
  vi.spyOn(kept, "isAllowed");
  vi.spyOn(kept, "isKept");
});
