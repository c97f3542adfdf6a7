# One value, several targets, stored from the left.
log = []
class Box:
    def __setattr__(self, name, value):
        log.append((name, value))
box = Box()
a = box.first = box.second = [1]
print(a, log, log[0][1] is log[1][1])
