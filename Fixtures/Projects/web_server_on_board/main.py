# A board that serves a page, and asks itself for it; also over a stream that looks encrypted, and by datagrams.
import network
import select
import socket
import ssl
import time

station = network.WLAN(network.STA_IF)
station.active(True)
station.connect("Wokwi-GUEST", "")
while not station.isconnected():
    time.sleep_ms(100)
own = station.ifconfig()[0]

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 80))
server.listen(2)
poll = select.poll()
poll.register(server, select.POLLIN)
print(len(poll.poll(50)))
client = socket.socket()
client.setblocking(False)
try:
    client.connect((own, 80))
except OSError:
    print("in progress")
print(len(poll.poll(500)))
peer, address = server.accept()
print(address[0] == own)
client.setblocking(True)
client.sendall(b"GET / HTTP/1.0\r\n\r\n")
print(peer.readline(), peer.readline())
peer.write(b"HTTP/1.0 200 OK\r\n\r\n<h1>hi</h1>")
peer.close()
print(client.read())
client.close()

client = socket.socket()
client.connect((own, 80))
peer, _ = server.accept()
inner = ssl.wrap_socket(peer, server_side=True, do_handshake=False)
outer = ssl.wrap_socket(client)
outer.write(b"secret\n")
print(inner.readline())
inner.close()
print(outer.read(1))

a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind((own, 7000))
b.sendto(b"packet", (own, 7000))
print(a.recvfrom(3)[0])
a.settimeout(0.2)
try:
    a.recv(10)
except OSError as error:
    print(error)
try:
    socket.socket().connect((own, 81))
except OSError as error:
    print(error)
