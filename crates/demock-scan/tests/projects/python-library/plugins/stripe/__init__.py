NAME = "stripe"
