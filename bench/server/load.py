"""Clients over loopback: each has one session, and sends its next write when it has the answer to the last.

A write that got no answer is sent again under the same key, on a new connection, as a phone's outbox does;
`dropped` counts how often. With `keep=False` every request has a connection of its own, as behind nginx.
"""

import asyncio
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Seen:
    """What the clients saw: seconds per answered write, and how many went wrong."""

    took: list[float] = field(default_factory=list)
    dropped: int = 0
    wrong: int = 0

    def at(self, share: float) -> float:
        """The time in ms that `share` of the writes stayed under."""
        return sorted(self.took)[min(len(self.took) - 1, int(len(self.took) * share))] * 1000 if self.took else 0.0


@dataclass
class Client:
    """A browser of one person: its cookies, and the token its forms carry."""

    port: int
    session: str
    keep: bool = True
    form_cookie: str = ""
    token: str = ""

    async def connect(self) -> None:
        """A new connection."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def open(self) -> None:
        """Connect, and read the page that holds the form."""
        await self.connect()
        _, headers, body = await self.send("GET", "/me")
        found = [line for line in headers if line.lower().startswith("set-cookie: menhu_form")]
        self.form_cookie = found[0].split(": ", 1)[1].split(";")[0]
        self.token = body.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    async def write(self, seen: Seen) -> None:
        """One command as its form sends it: session, CSRF token, receipt, change, audit entry, commit, 303."""
        form = urlencode({"csrf_token": self.token, "command_id": str(uuid.uuid4())})
        began = time.monotonic()
        for _ in range(20):
            try:
                if not self.keep:
                    await self.connect()
                status, _, _ = await self.send("POST", "/me/pin", form)
                break
            except (OSError, asyncio.IncompleteReadError):
                seen.dropped += 1
                await asyncio.sleep(0.1)
                await self.connect()
        if status == 303:
            seen.took.append(time.monotonic() - began)
        else:
            seen.wrong += 1

    async def send(self, method: str, path: str, form: str = "") -> tuple[int, list[str], str]:
        """One request on the kept connection; returns status, header lines, body."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: menhu_session={self.session}; {self.form_cookie}", f"Content-Length: {len(form)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded"] if form else []
        lines += [] if self.keep else ["Connection: close"]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + form).encode())
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        sizes = [int(line.split(":")[1]) for line in head if line.lower().startswith("content-length:")]
        body = await self.reader.readexactly(sizes[0] if sizes else 0)
        if not self.keep:
            self.writer.close()
        return int(head[0].split()[1]), head[1:-2], body.decode()


async def press(port: int, sessions: list[str], seconds: float, keep: bool = True) -> Seen:
    """Let every session write for `seconds`, one write after the other."""
    seen, end = Seen(), time.monotonic() + seconds

    async def one(session: str) -> None:
        client = Client(port, session, keep)
        await client.open()
        while time.monotonic() < end:
            await client.write(seen)
        client.writer.close()

    await asyncio.gather(*(one(session) for session in sessions))
    return seen
