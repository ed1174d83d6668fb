export class Bus {
  private readonly all: ((order: string) => void)[] = [];

  register(callback: (order: string) => void) {
    this.all.push(callback);
  }
}
