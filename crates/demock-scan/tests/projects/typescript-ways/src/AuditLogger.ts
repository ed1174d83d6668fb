export class AuditLogger {
  private readonly kept: string[] = [];

  info(line: string) {
    this.kept.push(line);
    console.info(line);
  }

  rotate(keep: number) {
    const dropped = this.kept.splice(0, this.kept.length - keep);
    return dropped.filter((line) => line.length > 0);
  }
}

export const auditLogger = new AuditLogger();
