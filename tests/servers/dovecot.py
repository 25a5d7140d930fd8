"""A real Dovecot: any user may log in with the password `pw` and has a fresh mailbox; LMTP delivers to it."""

import contextlib
import grp
import os
import pwd
import re
import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient

from tests.servers import certificates
from tests.servers.ports import free_ports, until

PASSWORD = "pw"


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server. `port` speaks plain and STARTTLS, `tls_port` TLS; `ca` is what to trust."""

    port: int
    tls_port: int
    lmtp_port: int
    ca: Path
    directory: Path

    def deliver(self, user: str, *mails: bytes, sender: str = "someone@example.cn") -> None:
        """Puts mails into the user's INBOX, as a receiving server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            for mail in mails:
                lmtp.sendmail(sender, [user], mail)

    @contextlib.contextmanager
    def login(self, user: str, folder: str = "INBOX") -> Iterator[IMAPClient]:
        """A second client that looks at the user's mailbox."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10) as client:
            client.login(user, PASSWORD)
            client.select_folder(folder)
            yield client

    def home(self, user: str) -> Path:
        """Where the user's maildir lies."""
        return self.directory / "mail" / user / "Maildir"

    def log(self) -> str:
        return (self.directory / "dovecot.log").read_text("utf-8", "replace")


@contextlib.contextmanager
def running(*, capability: str | None = None) -> Iterator[Dovecot]:
    """Starts a server and ends it; `capability` replaces what it says after login (to hide IDLE)."""
    binary = shutil.which("dovecot") or shutil.which(
        "dovecot", path="/usr/sbin:/opt/homebrew/sbin:/usr/local/sbin"
    )
    if binary is None:
        raise RuntimeError("the tests need Dovecot: apt-get install dovecot-imapd dovecot-lmtpd")
    # A short path: unix sockets have 107 bytes for theirs.
    directory = Path(tempfile.mkdtemp(prefix="jd-", dir="/tmp"))
    directory.chmod(0o755)
    ca, _, key = certificates.write(directory)
    port, tls_port, lmtp_port = free_ports(3)
    as_root = os.geteuid() == 0
    owner = pwd.getpwuid(65534 if as_root else os.geteuid())
    group = 65534 if as_root else os.getegid()
    (directory / "dovecot.conf").write_text(
        _config(binary, directory, owner.pw_name, owner.pw_uid, group, port, tls_port, lmtp_port, capability)
    )
    if as_root:
        for path in (directory, key):
            os.chown(path, owner.pw_uid, group)
    process = subprocess.Popen(
        [binary, "-F", "-c", str(directory / "dovecot.conf")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **({"user": owner.pw_uid, "group": group, "extra_groups": []} if as_root else {}),
    )
    server = Dovecot(port, tls_port, lmtp_port, ca, directory)
    try:
        until(lambda: _serves(server, process), what="Dovecot's greeting")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(directory, ignore_errors=True)


def _serves(server: Dovecot, process: "subprocess.Popen[bytes]") -> bool:
    if process.poll() is not None:
        log = server.directory / "dovecot.log"
        raise RuntimeError(f"Dovecot ended at once: {log.read_text() if log.exists() else 'it left no log'}")
    try:
        with smtplib.LMTP("127.0.0.1", server.lmtp_port, timeout=2) as lmtp:
            return lmtp.noop()[0] == 250
    except OSError:
        return False


def _config(
    binary: str,
    d: Path,
    user: str,
    uid: int,
    gid: int,
    port: int,
    tls: int,
    lmtp: int,
    capability: str | None,
) -> str:
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    match = re.match(r"(\d+)\.(\d+)", version)
    new = match is not None and (int(match[1]), int(match[2])) >= (2, 4)
    g = grp.getgrgid(gid).gr_name
    address = f"listen = 127.0.0.1\n    port = {lmtp}" if new else f"address = 127.0.0.1\n    port = {lmtp}"
    text = (_HEAD_24 if new else _HEAD_23) + _BOTH
    for name, value in {
        "{d}": str(d), "{u}": user, "{g}": g, "{uid}": str(uid), "{gid}": str(gid), "{port}": str(port),
        "{tls}": str(tls), "{lmtp}": address, "{pw}": PASSWORD,
    }.items():  # fmt: skip
        text = text.replace(name, value)
    if capability is not None:
        text += f"\nprotocol imap {{\n  imap_capability = {capability}\n}}\n"
    return text


_HEAD_23 = """
ssl = yes
ssl_cert = <{d}/cert.pem
ssl_key = <{d}/key.pem
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {
  driver = static
  args = password={pw}
}
userdb {
  driver = static
  args = uid={uid} gid={gid} home={d}/mail/%u
}
"""
_HEAD_24 = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
ssl = yes
ssl_server_cert_file = {d}/cert.pem
ssl_server_key_file = {d}/key.pem
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ~/Maildir
mail_home = {d}/mail/%{user}
passdb static {
  password = {pw}
}
userdb static {
  fields {
    uid = {uid}
    gid = {gid}
    home = {d}/mail/%{user}
  }
}
"""
_BOTH = """
base_dir = {d}/run
state_dir = {d}/state
log_path = {d}/dovecot.log
instance_name = jiedan-test-{port}
protocols = imap lmtp
listen = 127.0.0.1
auth_failure_delay = 0
auth_mechanisms = plain login
default_internal_user = {u}
default_internal_group = {g}
default_login_user = {u}
mail_uid = {u}
mail_gid = {g}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
default_client_limit = 200
default_process_limit = 60
namespace inbox {
  inbox = yes
  separator = /
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = {port}
  }
  inet_listener imaps {
    port = {tls}
    ssl = yes
  }
}
service stats {
  chroot =
}
service lmtp {
  chroot =
  inet_listener lmtp {
    {lmtp}
  }
}
"""
