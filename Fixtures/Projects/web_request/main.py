# Asks a web service in all the ways that sketches do.
import errno
import network
import requests
import time

station = network.WLAN(network.STA_IF)
station.active(True)
station.connect("Wokwi-GUEST", "")
while not station.isconnected():
    time.sleep_ms(100)

answer = requests.get("http://api.example.com/weather?city=Bern")
print(answer.status_code, answer.reason, answer.json()["temperature"])
answer = requests.get("https://api.example.com/old")
print(answer.status_code, answer.text)
with requests.post("http://api.example.com:5000/log", json={"level": 3}, headers={"X-Key": "k"}) as answer:
    print(answer.status_code, answer.headers["X-Seen"], answer.content)
answer = requests.get("http://api.example.com/pieces")
print(len(answer.text), answer.text[-4:])
answer = requests.get("http://unknown.example.com/thing")
print(answer.status_code)
answer.close()
try:
    requests.get("http://slow.example.com/", timeout=1)
except OSError as error:
    print(error.errno == errno.ETIMEDOUT)
try:
    requests.get("ftp://example.com")
except ValueError as error:
    print(error)
