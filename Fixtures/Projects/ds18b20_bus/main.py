# Two thermometers on one wire, found by their identities.
import ds18x20
import onewire
from machine import Pin
from time import sleep_ms

bus = ds18x20.DS18X20(onewire.OneWire(Pin(15)))
found = sorted(bytes(rom) for rom in bus.scan())
print(len(found))
bus.convert_temp()
sleep_ms(750)
for rom in found:
    print(rom[1], bus.read_temp(rom))
