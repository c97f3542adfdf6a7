import MicroPython

/// `requests` and `mip`, as their documentation describes them.
extension FrozenNetwork {
    static let requests = FrozenModule(
        name: "requests/__init__",
        source: """
            import socket


            # A body whose length is known, or that comes in chunks (length below 0).
            class _Body:
                def __init__(self, sock, length):
                    self._sock = sock
                    self._is_chunked = length < 0
                    self._left = length

                def readinto(self, buf):
                    if self._left < 0 and not self._next_chunk():
                        return 0
                    if self._left == 0:
                        return 0
                    if len(buf) > self._left:
                        buf = memoryview(buf)[: self._left]
                    count = self._sock.readinto(buf)
                    if not count:
                        raise ValueError("Connection closed before body complete")
                    self._left -= count
                    if self._is_chunked and self._left == 0:
                        self._sock.readline()
                        self._left = -1
                    return count

                def _next_chunk(self):
                    self._left = int(self._sock.readline().split(b";")[0], 16)
                    if self._left:
                        return True
                    while self._sock.readline() not in (b"\\r\\n", b""):
                        pass
                    return False

                def read(self, size=-1):
                    if size >= 0:
                        buf = bytearray(size)
                        return bytes(memoryview(buf)[: self.readinto(buf)])
                    piece = bytearray(256)
                    whole = b""
                    while True:
                        count = self.readinto(piece)
                        if not count:
                            return whole
                        whole += piece[:count]

                def close(self):
                    self._sock.close()


            class Response:
                def __init__(self, f):
                    self.raw = f
                    self.encoding = "utf-8"
                    self._cached = None

                def close(self):
                    if self.raw:
                        self.raw.close()
                        self.raw = None
                    self._cached = None

                @property
                def content(self):
                    if self._cached is None:
                        try:
                            self._cached = self.raw.read()
                        finally:
                            self.raw.close()
                            self.raw = None
                    return self._cached

                @property
                def text(self):
                    return str(self.content, self.encoding)

                def json(self):
                    import json

                    return json.loads(self.content)

                def __enter__(self):
                    return self

                def __exit__(self, *exc):
                    self.close()


            def _split(url):
                proto, rest = url.split("//", 1)
                end = len(rest)
                for mark in "/?#":
                    place = rest.find(mark)
                    if 0 <= place < end:
                        end = place
                host, path = rest[:end], rest[end:]
                if path.startswith("/"):
                    path = path[1:]
                return proto, host, path


            def _send_body(s, data, is_stream, is_chunked):
                if not is_stream:
                    s.write(data)
                    return
                for piece in data:
                    if is_chunked:
                        s.write(b"%x\\r\\n" % len(piece))
                    s.write(piece)
                    if is_chunked:
                        s.write(b"\\r\\n")
                if is_chunked:
                    s.write(b"0\\r\\n\\r\\n")


            # Status, reason, where to go instead, the body's length (below 0: in chunks) and the headers.
            def _read_head(s, parse_headers, origin):
                line = s.readline()
                words = line.split(None, 2)
                if len(words) < 2:
                    raise ValueError("HTTP error: BadStatusLine:\\n%s" % line)
                status = int(words[1])
                reason = words[2].rstrip() if len(words) > 2 else ""
                found = None if parse_headers is False else {}
                target = length = None
                while True:
                    line = s.readline()
                    if not line or line == b"\\r\\n":
                        return status, reason, target, length, found
                    low = line.lower()
                    if low.startswith(b"transfer-encoding:"):
                        if b"chunked" in low:
                            length = -1
                    elif low.startswith(b"location:") and not 200 <= status < 300:
                        if status not in (301, 302, 303, 307, 308):
                            raise NotImplementedError("Redirect %d not yet supported" % status)
                        target = str(line[9:], "utf-8").strip()
                        if target.startswith("/"):
                            target = origin + target
                    if parse_headers is True:
                        name, value = str(line, "utf-8").split(":", 1)
                        found[name] = value.strip()
                        if length is None and low.startswith(b"content-length:"):
                            length = int(value)
                    elif parse_headers:
                        parse_headers(line, found)


            def request(
                method,
                url,
                data=None,
                json=None,
                headers=None,
                stream=None,
                auth=None,
                timeout=None,
                parse_headers=True,
            ):
                headers = {} if headers is None else headers.copy()
                proto, host, path = _split(url)
                if proto not in ("http:", "https:"):
                    raise ValueError("Unsupported protocol: " + proto)
                port = 443 if proto == "https:" else 80
                if ":" in host:
                    host, number = host.split(":", 1)
                    port = int(number)
                if auth is not None:
                    import binascii

                    pair = b"{}:{}".format(auth[0], auth[1])
                    code = binascii.b2a_base64(pair, newline=False)
                    headers["Authorization"] = "Basic " + str(code, "ascii")
                if json is not None:
                    assert data is None
                    from json import dumps

                    data = dumps(json)
                    headers.setdefault("Content-Type", "application/json")
                is_stream = data and hasattr(data, "__next__") and not hasattr(data, "__len__")
                if is_stream:
                    if "Content-Length" not in headers:
                        headers.setdefault("Transfer-Encoding", "chunked")
                elif data:
                    if isinstance(data, str):
                        data = data.encode()
                    headers.setdefault("Content-Length", str(len(data)))
                headers.setdefault("Host", host)
                headers.setdefault("Connection", "close")

                info = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
                s = socket.socket(info[0], socket.SOCK_STREAM, info[2])
                if timeout is not None:
                    s.settimeout(timeout)
                try:
                    s.connect(info[-1])
                    if proto == "https:":
                        import tls

                        context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
                        context.verify_mode = tls.CERT_NONE
                        s = context.wrap_socket(s, server_hostname=host)
                    s.write(b"%s /%s HTTP/1.1\\r\\n" % (method, path))
                    for name in headers:
                        s.write(name)
                        s.write(b": ")
                        s.write(headers[name])
                        s.write(b"\\r\\n")
                    s.write(b"\\r\\n")
                    if data:
                        _send_body(s, data, is_stream, headers.get("Transfer-Encoding") == "chunked")
                    origin = "%s//%s:%d" % (proto, host, port)
                    status, reason, target, length, found = _read_head(s, parse_headers, origin)
                except OSError:
                    s.close()
                    raise

                if target:
                    s.close()
                    headers.pop("Host", None)
                    if status < 304:
                        return request("GET", target, None, None, headers, stream)
                    return request(method, target, data, None, headers, stream)
                answer = Response(s if length is None else _Body(s, length))
                answer.status_code = status
                answer.reason = reason
                if found is not None:
                    answer.headers = found
                return answer


            def head(url, **kw):
                return request("HEAD", url, **kw)


            def get(url, **kw):
                return request("GET", url, **kw)


            def post(url, **kw):
                return request("POST", url, **kw)


            def put(url, **kw):
                return request("PUT", url, **kw)


            def patch(url, **kw):
                return request("PATCH", url, **kw)


            def delete(url, **kw):
                return request("DELETE", url, **kw)
            """)

    static let mip = FrozenModule(
        name: "mip/__init__",
        source: """
            import requests
            import sys
            from micropython import const

            _INDEX = const("https://micropython.org/pi/v2")
            _WHOLE = ("http://", "https://", "github:", "gitlab:", "codeberg:")


            def _is_url(text):
                return any(text.startswith(start) for start in _WHOLE)


            # github:owner/repository/path and its like become addresses of files.
            def _address(url, branch):
                for host, form in (
                    ("github:", "https://raw.githubusercontent.com/{0}/{1}/{2}/{3}"),
                    ("gitlab:", "https://gitlab.com/{0}/{1}/-/raw/{2}/{3}"),
                    ("codeberg:", "https://codeberg.org/api/v1/repos/{0}/{1}/raw/{3}?ref={2}"),
                ):
                    if url.startswith(host):
                        owner, repository, path = url[len(host) :].split("/", 2)
                        return form.format(owner, repository, branch or "HEAD", path)
                return url


            def _make_folders(path):
                import os

                place = path.find("/", 1)
                while place > 0:
                    try:
                        os.stat(path[:place])
                    except OSError:
                        os.mkdir(path[:place])
                    place = path.find("/", place + 1)


            def _copy(source, sink):
                buf = memoryview(bytearray(128))
                while True:
                    count = source.readinto(buf)
                    if not count:
                        return
                    sink(buf[:count])


            def _has(path, digest):
                try:
                    import binascii
                    import hashlib

                    with open(path, "rb") as file:
                        sha = hashlib.sha256()
                        _copy(file, sha.update)
                    return str(binascii.hexlify(sha.digest()), "utf-8").startswith(digest)
                except Exception:
                    return False


            def _fetch(url, path):
                answer = requests.get(url)
                try:
                    if answer.status_code != 200:
                        print("Error", answer.status_code, "requesting", url)
                        return False
                    print("Copying:", path)
                    _make_folders(path)
                    with open(path, "wb") as file:
                        _copy(answer.raw, file.write)
                    return True
                finally:
                    answer.close()


            def _install_list(url, index, target, version, mpy):
                answer = requests.get(_address(url, version))
                try:
                    if answer.status_code != 200:
                        print("Package not found:", url)
                        return False
                    package = answer.json()
                finally:
                    answer.close()
                for name, digest in package.get("hashes", ()):
                    path = target + "/" + name
                    if _has(path, digest):
                        print("Exists:", path)
                    elif not _fetch("{}/file/{}/{}".format(index, digest[:2], digest), path):
                        print("File not found: {} {}".format(name, digest))
                        return False
                base = url.rpartition("/")[0]
                for name, place in package.get("urls", ()):
                    if base and not _is_url(place):
                        place = base + "/" + place
                    if not _fetch(_address(place, version), target + "/" + name):
                        print("File not found: {} {}".format(name, place))
                        return False
                for name, number in package.get("deps", ()):
                    if not _install(name, index, target, number, mpy):
                        return False
                return True


            def _install(package, index, target, version, mpy):
                if not _is_url(package):
                    version = version or "latest"
                    print("Installing {} ({}) from {} to {}".format(package, version, index, target))
                    kind = sys.implementation._mpy & 0xFF if mpy and hasattr(sys.implementation, "_mpy") else "py"
                    url = "{}/package/{}/{}/{}.json".format(index, kind, package, version)
                    return _install_list(url, index, target, version, mpy)
                if package.endswith(".py") or package.endswith(".mpy"):
                    print("Downloading {} to {}".format(package, target))
                    return _fetch(_address(package, version), target + "/" + package.rsplit("/")[-1])
                if not package.endswith(".json"):
                    package = package.rstrip("/") + "/package.json"
                print("Installing {} to {}".format(package, target))
                return _install_list(package, index, target, version, mpy)


            def install(package, index=None, target=None, version=None, mpy=True):
                if not target:
                    for path in sys.path:
                        if path.endswith("/lib") and not path.startswith("/rom"):
                            target = path
                            break
                    else:
                        print("Unable to find lib dir in sys.path")
                        return
                if _install(package, (index or _INDEX).rstrip("/"), target, version, mpy):
                    print("Done")
                else:
                    print("Package may be partially installed")
            """)
}
