"""Without an SMTP server the mails lie in a maildir, each once."""

import mailbox
from pathlib import Path

import pytest

from bot.channels.base import ChannelError
from bot.channels.maildir import MaildirSender
from tests.channels.mailing import CUSTOMER, clock, outgoing


def sender(directory: Path) -> MaildirSender:
    return MaildirSender(directory, from_address="orders@jiedan.localhost", from_name="恒通", clock=clock)


def test_a_mail_program_can_read_it(tmp_path: Path) -> None:
    receipt = sender(tmp_path / "out").send(outgoing())
    assert Path(receipt).parent == tmp_path / "out" / "new"
    (mail,) = mailbox.Maildir(tmp_path / "out", create=False)
    assert mail["To"] == CUSTOMER
    assert mail["Message-ID"] == "<jiedan-1-0a1b2c3d@jiedan.localhost>"
    assert mail.get_payload(decode=True).decode().strip() == "您的订单已收到。"
    assert not list((tmp_path / "out" / "tmp").iterdir())


def test_a_repeated_delivery_is_the_same_file(tmp_path: Path) -> None:
    one = sender(tmp_path)
    assert one.send(outgoing()) == one.send(outgoing(attempts=2))
    assert one.send(outgoing(2)) != one.send(outgoing(3))
    assert len(list((tmp_path / "new").iterdir())) == 3


def test_an_address_beyond_ascii_is_written_as_it_is(tmp_path: Path) -> None:
    receipt = sender(tmp_path).send(outgoing(to="李雷@baiwei.example.cn"))
    assert "To: 李雷@baiwei.example.cn".encode() in Path(receipt).read_bytes()


def test_a_disk_that_takes_nothing_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ChannelError, match=r"Not a directory|File exists") as error:
        sender(tmp_path / "file").send(outgoing())
    assert not error.value.permanent
