TEN = []
