export class Shelf {
  first() {
    const all = [...this.items];
    return all[0];
  }

  size() {
    return this.items.length;
  }
}
