class Board:
    def names(self):
        return ["a"]
