import acmelib.marks
from acmelib.marks import SEPARATOR


class Parser:
    def parse(self, text):
        rows = text.split(SEPARATOR)
        return [row for row in rows if row]

    def count(self, text):
        return len(self.parse(text))


def get_client(names):
    rows = [acmelib.marks.SEPARATOR.join(names)]
    return rows[0]
