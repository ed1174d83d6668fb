class Line:
    def next(self):
        return self.items[0]
