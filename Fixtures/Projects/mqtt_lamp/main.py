# A lamp that is switched by messages and tells its state.
from machine import Pin
import network
import time
from umqtt.simple import MQTTClient

lamp = Pin(2, Pin.OUT, value=0)
station = network.WLAN(network.STA_IF)
station.active(True)
station.connect("Wokwi-GUEST", "")
while not station.isconnected():
    time.sleep_ms(50)


def on_message(topic, message):
    lamp.value(message == b"on")
    print(topic, message)
    client.publish(b"home/lamp/state", message, retain=True, qos=1)


client = MQTTClient("lamp", "broker.example.com", keepalive=30)
client.set_callback(on_message)
client.set_last_will("home/lamp/state", "gone")
print(client.connect())
client.subscribe(b"home/+/set", 1)
while True:
    client.wait_msg()
