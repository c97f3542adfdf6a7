import MicroPython

/// The Python of boards with a network (bundle-networking and umqtt in `ports/*/boards/manifest.py`, v1.29): `ssl`, `ntptime`, `requests`, `mip`,
/// `umqtt`, `espnow`. The behaviour is that of micropython-lib's modules of these names; the code is our own.
///
/// Not modelled: `webrepl`, `aioble`, `aioespnow`.
enum FrozenNetwork {
    /// Those that a board freezes. The Pico W goes without `umqtt`.
    static func modules(of facts: MachineFacts) -> [FrozenModule] {
        guard facts.hasWiFi else { return [] }
        let bundle = [ssl, ntpTime, requests, requestsOld, mip]
        switch facts.port {
        case .rp2, .stm32: return bundle
        case .esp32: return bundle + [mqttSimple, mqttRobust, espNow]
        case .esp8266: return bundle + [mqttSimple, mqttRobust, espNowSmall]
        }
    }

    static let ssl = FrozenModule(
        name: "ssl",
        source: """
            import tls
            from tls import *


            def _content(path):
                with open(path, "rb") as file:
                    return file.read()


            class SSLContext:
                def __init__(self, *args):
                    self._context = tls.SSLContext(*args)
                    self._context.verify_mode = CERT_NONE

                @property
                def verify_mode(self):
                    return self._context.verify_mode

                @verify_mode.setter
                def verify_mode(self, mode):
                    self._context.verify_mode = mode

                def load_cert_chain(self, certfile, keyfile):
                    cert = _content(certfile) if isinstance(certfile, str) else certfile
                    key = _content(keyfile) if isinstance(keyfile, str) else keyfile
                    self._context.load_cert_chain(cert, key)

                def load_verify_locations(self, cafile=None, cadata=None):
                    self._context.load_verify_locations(_content(cafile) if cafile else cadata)

                def wrap_socket(
                    self, sock, server_side=False, do_handshake_on_connect=True, server_hostname=None
                ):
                    return self._context.wrap_socket(
                        sock,
                        server_side=server_side,
                        do_handshake_on_connect=do_handshake_on_connect,
                        server_hostname=server_hostname,
                    )


            # As it was before there were contexts.
            def wrap_socket(
                sock,
                server_side=False,
                key=None,
                cert=None,
                cert_reqs=CERT_NONE,
                cadata=None,
                server_hostname=None,
                do_handshake=True,
            ):
                context = SSLContext(PROTOCOL_TLS_SERVER if server_side else PROTOCOL_TLS_CLIENT)
                if key or cert:
                    context.load_cert_chain(cert, key)
                if cadata:
                    context.load_verify_locations(cadata=cadata)
                context.verify_mode = cert_reqs
                return context.wrap_socket(sock, server_side, do_handshake, server_hostname)
            """)

    static let ntpTime = FrozenModule(
        name: "ntptime",
        source: """
            import socket
            import struct
            from time import gmtime

            # A sketch may set both.
            host = "pool.ntp.org"
            timeout = 1


            # Seconds since the epoch of this port. Time stamps count from 1900 in 32 bits: what seems to lie before 2024 has
            # wrapped.
            def time():
                packet = bytearray(48)
                packet[0] = 0x23
                address = socket.getaddrinfo(host, 123)[0][-1]
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                try:
                    s.settimeout(timeout)
                    s.sendto(packet, address)
                    answer = s.recv(48)
                finally:
                    s.close()
                stamp = struct.unpack("!I", answer[40:44])[0]
                if stamp < 3913056000:
                    stamp += 0x100000000
                year = gmtime(0)[0]
                if year == 1970:
                    return stamp - 2208988800
                if year == 2000:
                    return stamp - 3155673600
                raise Exception("Unsupported epoch: {}".format(year))


            # Sets the board's clock to universal time.
            def settime():
                now = time()
                import machine

                y, month, day, hour, minute, second, weekday = gmtime(now)[:7]
                machine.RTC().datetime((y, month, day, weekday + 1, hour, minute, second, 0))
            """)

    static let requestsOld = FrozenModule(
        name: "urequests",
        source: """
            # The old name of requests.
            def __getattr__(name):
                import requests

                return getattr(requests, name)
            """)

    static let espNow = FrozenModule(
        name: "espnow",
        source: """
            from _espnow import *


            class ESPNow(ESPNowBase):
                # One message at a time lies here, so that irecv() takes no memory.
                _data = [None, bytearray(MAX_DATA_LEN)]
                _none_tuple = (None, None)

                def __init__(self):
                    super().__init__()

            \(receiving)

                def irq(self, callback):
                    super().irq(callback, self)

                def __iter__(self):
                    return self

                def __next__(self):
                    return self.irecv()
            """)

    /// What both have of receiving.
    private static let receiving = """
            def irecv(self, timeout_ms=None):
                if self.recvinto(self._data, timeout_ms):
                    return self._data
                return self._none_tuple

            def recv(self, timeout_ms=None):
                if self.recvinto(self._data, timeout_ms):
                    return [bytes(part) for part in self._data]
                return self._none_tuple
        """

    /// The ESP8266's has no `any` of its own, and no `irq`.
    static let espNowSmall = FrozenModule(
        name: "espnow",
        source: """
            from _espnow import *
            from select import poll, POLLIN


            class ESPNow(ESPNowBase):
                # One message at a time lies here, so that irecv() takes no memory.
                _data = [bytearray(ADDR_LEN), bytearray(MAX_DATA_LEN)]
                _none_tuple = (None, None)

                def __init__(self):
                    super().__init__()
                    self._poll = poll()
                    self._poll.register(self, POLLIN)

            \(receiving)

                def any(self):
                    for _ in self._poll.ipoll(0):
                        return True
                    return False

                def __iter__(self):
                    return self

                def __next__(self):
                    return self.irecv()
            """)
}
