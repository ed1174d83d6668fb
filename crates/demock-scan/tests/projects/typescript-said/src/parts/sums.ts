export function add(a: number, b: number) {
  return a + b;
}
export default connect(add);
