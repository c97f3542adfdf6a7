# Sets the clock by the network.
import machine
import network
import ntptime
import time

station = network.WLAN(network.STA_IF)
station.active(True)
try:
    ntptime.settime()
except OSError as error:
    print("no network:", error.args[0] < 0)
station.connect("Home", "wrong")
time.sleep(6)
print(station.isconnected())
station.connect("Home", "secret")
while not station.isconnected():
    time.sleep_ms(100)
ntptime.host = "time.example.com"
ntptime.settime()
now = machine.RTC().datetime()
print(now[:5], time.time() == ntptime.time())
