# Locks: who waits, who gets, what is refused.
import _thread

lock = _thread.allocate_lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(0), lock.acquire(False))
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print("RuntimeError", error)
with lock as got:
    print(got, lock.locked())
print(lock.locked(), type(lock), type(lock) is _thread.LockType)
done = _thread.allocate_lock()
done.acquire()
order = []


def waiter(number):
    with lock:
        order.append(number)
    if len(order) == 4:
        done.release()


lock.acquire()
for number in range(4):
    _thread.start_new_thread(waiter, (number,))
lock.release()
done.acquire()
print(sorted(order))
try:
    _thread.LockType()
except TypeError as error:
    print(error)
