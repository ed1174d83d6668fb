class AuditLogger:
    def __init__(self):
        self.kept = []

    def info(self, line):
        self.kept.append(line)

    def rotate(self, keep):
        dropped = self.kept[:-keep]
        self.kept = self.kept[-keep:]
        return [line for line in dropped if line]
