# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera that speaks RTSP: hands on what one sender announces to all who ask for it (RFC 2326, over TCP)."""
import re
import socket
import ssl
import threading

METHODS = b"OPTIONS, DESCRIBE, SETUP, PLAY, ANNOUNCE, RECORD, TEARDOWN"


class Relay:
    def __init__(self, encryption=None):
        """Speaks with everybody through this ssl.SSLContext, if there is one."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        if encryption:
            self.listener = encryption.wrap_socket(self.listener, server_side=True)
        self.port = self.listener.getsockname()[1]
        self.description = b""
        self.has_sender = threading.Event()
        self.watchers = []
        self.requests = []
        threading.Thread(target=self.listen, daemon=True).start()

    def close(self):
        self.listener.close()

    def listen(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except ssl.SSLError:  # Whoever it was did not like the certificate.
                continue
            except OSError:
                return
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, peer):
        with peer, peer.makefile("rb") as stream:
            try:
                while self.serve_one(peer, stream):
                    pass
            except OSError:
                pass

    def serve_one(self, peer, stream):
        first = stream.read(1)
        if first == b"$":
            head = stream.read(3)
            self.hand_on(first + head + stream.read(int.from_bytes(head[1:], "big")))
        elif first:
            return self.answer(peer, stream, first + stream.readline())
        return bool(first)

    def hand_on(self, packet):
        for watcher in list(self.watchers):
            try:
                watcher.sendall(packet)
            except OSError:
                self.watchers.remove(watcher)

    def answer(self, peer, stream, request):
        lines = b"".join(iter(stream.readline, b"\r\n"))
        fields = {name.lower(): value for name, value in re.findall(rb"([\w-]+): *([^\r]*)\r\n", lines)}
        body = stream.read(int(fields.get(b"content-length", 0)))
        method = request.split()[0]
        self.requests.append(request.decode().strip())
        lines, content = [b"CSeq: " + fields[b"cseq"]], b""
        if method == b"OPTIONS":
            lines.append(b"Public: " + METHODS)
        elif method == b"ANNOUNCE":
            self.description = body
        elif method == b"DESCRIBE":
            content = self.description
            lines += [b"Content-Type: application/sdp", b"Content-Length: %d" % len(content)]
        elif method == b"SETUP":
            lines += [b"Transport: " + fields[b"transport"], b"Session: 1"]
        peer.sendall(b"\r\n".join([b"RTSP/1.0 200 OK", *lines, b"", content]))
        if method == b"PLAY":
            self.watchers.append(peer)
        elif method == b"RECORD":
            self.has_sender.set()
        return method != b"TEARDOWN"
