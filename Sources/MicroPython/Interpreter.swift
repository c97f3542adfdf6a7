/// MicroPython.
