"""A small IMAP server for what Dovecot cannot be made to do: demand ID, take XOAUTH2, withhold a mail. It keeps a log."""

import base64
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass
class ImapScript:
    """`mails` by UID. Every line that a client sends is in `lines`, without its tag."""

    port: int = 0
    mails: dict[int, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    wants_id: bool = False
    access_tokens: set[str] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)
    """UIDs that the server fails to read, as servers with a damaged store do."""
    refuses: set[str] = field(default_factory=set)
    """UID commands that it answers with NO."""
    says_goodbye: bool = False
    """Ends the session in the middle of the first IDLE, as servers do that are restarted."""
    arriving: list[bytes] = field(default_factory=list)
    """Mails that come in at the very moment in which a client begins to IDLE, one each time."""
    capability: str = "IMAP4rev1 ID AUTH=XOAUTH2 UIDPLUS"

    def verbs(self) -> list[str]:
        """The commands in their order; `UID` commands with their second word."""
        words = [line.split() for line in self.lines]
        return [" ".join(each[:2]) if each[0] == "UID" else each[0] for each in words if each]

    def serve(self, line: socket.socket) -> None:
        """One client, until it hangs up."""
        with line, line.makefile("rb") as stream, suppress(OSError):

            def say(text: str) -> None:
                line.sendall(text.encode() + b"\r\n")

            say(f"* OK [CAPABILITY {self.capability}] ready")
            known = False
            while command := stream.readline():
                tag, _, rest = command.decode("utf-8", "replace").strip().partition(" ")
                self.lines.append(rest)
                if len(command) > 8_192:
                    say(f"{tag} BAD the line is too long")
                    continue
                verb, _, argument = rest.partition(" ")
                match verb.upper():
                    case "CAPABILITY":
                        say(f"* CAPABILITY {self.capability}")
                        say(f"{tag} OK done")
                    case "LOGIN":
                        say(f"{tag} OK logged in")
                    case "AUTHENTICATE":
                        say("+ ")
                        answer = base64.b64decode(stream.readline()).decode()
                        if answer.partition("auth=Bearer ")[2].rstrip("\x01") in self.access_tokens:
                            say(f"{tag} OK logged in")
                        else:
                            say("+ " + base64.b64encode(b'{"status":"400"}').decode())
                            stream.readline()
                            say(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)")
                    case "ID":
                        known = "name" in argument
                        say("* ID NIL")
                        say(f"{tag} OK done")
                    case "SELECT" | "EXAMINE" if self.wants_id and not known:
                        say(f"{tag} NO {verb} Unsafe Login. Please contact kefu@188.com for help")
                    case "SELECT" | "EXAMINE":
                        say(f"* {len(self.mails)} EXISTS")
                        say("* OK [UIDVALIDITY 7] yes")
                        say(f"* OK [UIDNEXT {max(self.mails, default=0) + 1}] yes")
                        say(f"{tag} OK [READ-WRITE] done")
                    case "UID":
                        self._uid(tag, argument, say, line)
                    case "IDLE":
                        told = "+ idling"
                        if self.arriving:
                            self.mails[max(self.mails, default=0) + 1] = self.arriving.pop(0)
                            told += f"\r\n* {len(self.mails)} EXISTS"
                        say(told)
                        if self.says_goodbye:
                            self.says_goodbye = False
                            say("* BYE the server is shutting down")
                            return
                        stream.readline()
                        say(f"{tag} OK done")
                    case "LOGOUT":
                        say("* BYE")
                        say(f"{tag} OK done")
                        return
                    case _:
                        say(f"{tag} OK done")

    def _uid(self, tag: str, argument: str, say: Callable[[str], None], line: socket.socket) -> None:
        verb, _, rest = argument.partition(" ")
        if verb in self.refuses:
            say(f"{tag} NO [CANNOT] not here")
            return
        if verb == "SEARCH":
            lowest = re.search(r"UID (\d+):", rest)
            found = [uid for uid in sorted(self.mails) if not lowest or uid >= int(lowest[1])]
            say("* SEARCH " + " ".join(map(str, found)))
        elif verb == "FETCH":
            names, _, what = rest.partition(" ")
            wanted = _uids(names)
            if "BODY" in what and wanted & self.withheld:
                say(f"{tag} NO [SERVERBUG] Internal error occurred")
                return
            for number, uid in enumerate(sorted(self.mails), 1):
                if uid in wanted and "BODY" in what:
                    body = self.mails[uid]
                    say(f"* {number} FETCH (UID {uid} BODY[] {{{len(body)}}}")
                    line.sendall(body + b")\r\n")
                elif uid in wanted:
                    date = datetime.now(UTC).strftime('"%d-%b-%Y %H:%M:%S +0000"')
                    say(
                        f"* {number} FETCH (UID {uid} RFC822.SIZE {len(self.mails[uid])} INTERNALDATE {date} FLAGS ())"
                    )
        say(f"{tag} OK done")


def _uids(names: str) -> set[int]:
    found: set[int] = set()
    for each in names.split(","):
        first, _, last = each.partition(":")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@contextmanager
def running() -> Iterator[ImapScript]:
    """Starts a server and ends it."""
    script = ImapScript()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        script.port = listening.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    threading.Thread(target=script.serve, args=(line,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield script
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)
