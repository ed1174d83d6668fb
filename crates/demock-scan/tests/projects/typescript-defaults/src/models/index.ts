export { default as Order } from "./Order";
