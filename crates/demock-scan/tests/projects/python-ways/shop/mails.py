class MailTemplate:
    def text(self, order):
        return f"{order}"
