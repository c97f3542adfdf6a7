# Several threads change the same list, dict, set and bytearray.
import _thread

count = 4
finished = _thread.allocate_lock()
all_done = _thread.allocate_lock()
all_done.acquire()
done = 0
items, table, members, octets = [], {}, set(), bytearray(64)
guard = _thread.allocate_lock()


def work(number):
    global done
    for i in range(200):
        with guard:
            items.append(number)
            table[(number, i % 10)] = table.get((number, i % 10), 0) + 1
            members.add(number * 1000 + i)
            octets[(number * 7 + i) % 64] = (octets[(number * 7 + i) % 64] + 1) & 255
            if i % 3 == 0:
                items.pop()
                members.discard(number * 1000 + i)
    with finished:
        done += 1
        if done == count:
            all_done.release()


for number in range(count):
    _thread.start_new_thread(work, (number,))
all_done.acquire()
print(len(items), sorted(table.values())[:3], len(table), len(members), sum(octets), sorted(set(items)))
