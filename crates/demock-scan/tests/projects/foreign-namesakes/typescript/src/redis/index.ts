export class Line {
  next() {
    const all = [...this.items];
    return all[0];
  }

  size() {
    return this.items.length;
  }
}
