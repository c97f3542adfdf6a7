import MicroPython

/// `umqtt`, a client of MQTT 3.1.1, as its documentation describes it.
extension FrozenNetwork {
    static let mqttSimple = FrozenModule(
        name: "umqtt/simple",
        source: """
            import socket
            import struct


            class MQTTException(Exception):
                pass


            # The length of a packet, seven bits a byte; returns where the next byte goes.
            def _put_length(buf, place, length):
                while length > 127:
                    buf[place] = length & 127 | 128
                    length >>= 7
                    place += 1
                buf[place] = length
                return place + 1


            class MQTTClient:
                def __init__(
                    self,
                    client_id,
                    server,
                    port=0,
                    user=None,
                    password=None,
                    keepalive=0,
                    ssl=None,
                    ssl_params={},
                ):
                    self.client_id = client_id
                    self.server = server
                    self.port = port or (8883 if ssl else 1883)
                    self.user = user
                    self.pswd = password
                    self.keepalive = keepalive
                    self.ssl = ssl
                    self.ssl_params = ssl_params
                    self.sock = None
                    self.pid = 0
                    self.cb = None
                    self.lw_topic = None
                    self.lw_msg = None
                    self.lw_qos = 0
                    self.lw_retain = False

                def set_callback(self, f):
                    self.cb = f

                def set_last_will(self, topic, msg, retain=False, qos=0):
                    assert topic
                    assert 0 <= qos <= 2
                    self.lw_topic, self.lw_msg = topic, msg
                    self.lw_qos, self.lw_retain = qos, retain

                def _send_str(self, text):
                    self.sock.write(struct.pack("!H", len(text)))
                    self.sock.write(text)

                def _recv_len(self):
                    length = shift = 0
                    while True:
                        byte = self.sock.read(1)[0]
                        length |= (byte & 127) << shift
                        if byte < 128:
                            return length
                        shift += 7

                def _recv_number(self):
                    pair = self.sock.read(2)
                    return pair[0] << 8 | pair[1]

                def connect(self, clean_session=True, timeout=None):
                    if self.sock:
                        self.sock.close()
                    self.sock = socket.socket()
                    self.sock.settimeout(timeout)
                    self.sock.connect(socket.getaddrinfo(self.server, self.port)[0][-1])
                    if self.ssl is True:
                        import ssl

                        self.sock = ssl.wrap_socket(self.sock, **self.ssl_params)
                    elif self.ssl:
                        self.sock = self.ssl.wrap_socket(self.sock, server_hostname=self.server)
                    flags = 2 if clean_session else 0
                    size = 12 + len(self.client_id)
                    if self.user:
                        flags |= 0xC0
                        size += 4 + len(self.user) + len(self.pswd)
                    if self.lw_topic:
                        flags |= 4 | self.lw_qos << 3 | (0x20 if self.lw_retain else 0)
                        size += 4 + len(self.lw_topic) + len(self.lw_msg)
                    assert self.keepalive < 65536
                    head = bytearray(5)
                    head[0] = 0x10
                    self.sock.write(head, _put_length(head, 1, size))
                    self.sock.write(struct.pack("!H4sBBH", 4, b"MQTT", 4, flags, self.keepalive))
                    self._send_str(self.client_id)
                    if self.lw_topic:
                        self._send_str(self.lw_topic)
                        self._send_str(self.lw_msg)
                    if self.user:
                        self._send_str(self.user)
                        self._send_str(self.pswd)
                    answer = self.sock.read(4)
                    assert answer[0] == 0x20 and answer[1] == 2
                    if answer[3]:
                        raise MQTTException(answer[3])
                    return answer[2] & 1

                def disconnect(self):
                    self.sock.write(b"\\xe0\\0")
                    self.sock.close()

                def ping(self):
                    self.sock.write(b"\\xc0\\0")

                def publish(self, topic, msg, retain=False, qos=0):
                    assert qos < 2
                    size = 2 + len(topic) + len(msg) + (2 if qos else 0)
                    assert size < 2097152
                    head = bytearray(4)
                    head[0] = 0x30 | qos << 1 | (1 if retain else 0)
                    self.sock.write(head, _put_length(head, 1, size))
                    self._send_str(topic)
                    if qos:
                        self.pid += 1
                        pid = self.pid
                        struct.pack_into("!H", head, 0, pid)
                        self.sock.write(head, 2)
                    self.sock.write(msg)
                    while qos:
                        if self.wait_msg() == 0x40:
                            assert self.sock.read(1) == b"\\x02"
                            if self._recv_number() == pid:
                                return

                # Asks for something and waits for its answer, whose last byte, where there is a third one, tells how it went.
                def _ask(self, kind, topic, answer, count, qos):
                    self.pid += 1
                    pid = self.pid
                    head = bytearray(5)
                    head[0] = kind
                    end = _put_length(head, 1, 4 + len(topic) + (count > 3))
                    self.sock.write(head, end)
                    struct.pack_into("!H", head, 0, pid)
                    self.sock.write(head, 2)
                    self._send_str(topic)
                    if count > 3:
                        self.sock.write(bytes((qos,)))
                    while self.wait_msg() != answer:
                        pass
                    got = self.sock.read(count)
                    assert got[1] << 8 | got[2] == pid
                    if count > 3 and got[3] == 0x80:
                        raise MQTTException(got[3])

                def subscribe(self, topic, qos=0):
                    assert self.cb is not None, "Subscribe callback is not set"
                    self._ask(0x82, topic, 0x90, 4, qos)

                def unsubscribe(self, topic):
                    self._ask(0xA2, topic, 0xB0, 3, 0)

                # Takes one packet: gives a message to the callback, and returns what is for others to read on.
                def wait_msg(self):
                    first = self.sock.read(1)
                    self.sock.setblocking(True)
                    if first is None:
                        return None
                    if not first:
                        raise OSError(-1)
                    op = first[0]
                    if op == 0xD0:
                        assert self.sock.read(1)[0] == 0
                        return None
                    if op & 0xF0 != 0x30:
                        return op
                    size = self._recv_len()
                    count = self._recv_number()
                    topic = self.sock.read(count)
                    size -= count + 2
                    qos = op >> 1 & 3
                    if qos:
                        pid = self._recv_number()
                        size -= 2
                    self.cb(topic, self.sock.read(size))
                    if qos == 1:
                        self.sock.write(struct.pack("!BBH", 0x40, 2, pid))
                    assert qos < 2
                    return op

                # As wait_msg, but does not wait.
                def check_msg(self):
                    self.sock.setblocking(False)
                    return self.wait_msg()
            """)

    static let mqttRobust = FrozenModule(
        name: "umqtt/robust",
        source: """
            import time
            from . import simple


            # Connects again whenever the connection breaks.
            class MQTTClient(simple.MQTTClient):
                DELAY = 2
                DEBUG = False

                def delay(self, i):
                    time.sleep(self.DELAY)

                def log(self, in_reconnect, e):
                    if self.DEBUG:
                        print("mqtt reconnect: %r" % e if in_reconnect else "mqtt: %r" % e)

                def reconnect(self):
                    tries = 0
                    while True:
                        try:
                            return self.connect(False)
                        except OSError as e:
                            self.log(True, e)
                        tries += 1
                        self.delay(tries)

                def publish(self, topic, msg, retain=False, qos=0):
                    while True:
                        try:
                            return super().publish(topic, msg, retain, qos)
                        except OSError as e:
                            self.log(False, e)
                        self.reconnect()

                def wait_msg(self):
                    while True:
                        try:
                            return super().wait_msg()
                        except OSError as e:
                            self.log(False, e)
                        self.reconnect()

                def check_msg(self, attempts=2):
                    for _ in range(attempts):
                        self.sock.setblocking(False)
                        try:
                            return super().wait_msg()
                        except OSError as e:
                            self.log(False, e)
                        self.reconnect()
            """)
}
