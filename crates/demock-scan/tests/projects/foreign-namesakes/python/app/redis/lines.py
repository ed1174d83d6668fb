class Lines:
    def next(self):
        return self.items.pop(0)
