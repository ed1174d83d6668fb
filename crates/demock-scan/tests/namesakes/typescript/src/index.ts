export { AcmelibClient } from "acmelib/deep";
export { join } from "./names";
