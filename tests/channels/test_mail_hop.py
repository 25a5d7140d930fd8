"""The whole way of a mail: customer, SMTP, mailbox, inbox, desk, outbox, SMTP, and the customer's own mailbox."""

import secrets
import smtplib
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.channels.delivery import deliver_one
from bot.channels.imapsettings import ImapSettings
from bot.channels.mime import attachment_contents
from bot.channels.smtp import SmtpSender, SmtpSettings
from bot.desk.desk import Desk
from bot.desk.intake import process_one
from bot.desk.settings import DeskSettings
from parsers import company_csv
from store import customers, orders, outbox, reviews
from store.database import Database
from tests.channels.mailing import clock, kept, mail, read_all, settings
from tests.desk import company
from tests.parsers.attachments.making import xlsx
from tests.servers.fixtures_mail import Mailbox
from tests.servers.smtp import SmtpServer


class Shop:
    """A wholesaler whose mailbox, server and database are real; each step is one that `jiedan run` repeats."""

    def __init__(self, db: Database, mailbox: Mailbox, relay: SmtpServer) -> None:
        self.db, self.mailbox, self.relay = db, mailbox, relay
        self.customer = Mailbox(mailbox.server, f"chen-{secrets.token_hex(4)}@baiwei.example.cn")
        company.fill(db)
        on_file = company.CUSTOMERS.replace("chenmin@baiwei.example.cn", self.customer.address)
        with db.begin() as tx:
            customers.replace_all(tx, company_csv.customers(on_file).rows)
        self.desk = Desk(
            settings=DeskSettings(own_addresses=(mailbox.address,)), contents=attachment_contents
        )
        self.sender = SmtpSender(
            SmtpSettings(host="localhost", port=relay.port, security="plain", from_address=mailbox.address),
            clock=clock,
        )

    @property
    def imap(self) -> ImapSettings:
        return settings(self.mailbox)

    def post(self, message: EmailMessage) -> None:
        """Somebody hands a mail to the server that serves our mailbox."""
        with smtplib.SMTP("127.0.0.1", self.relay.port, timeout=30) as smtp:
            smtp.send_message(message, to_addrs=[self.mailbox.address])

    def work(self) -> None:
        """What came in is read, decided upon and answered."""
        read_all(self.db, self.imap)
        while process_one(self.db, desk=self.desk, now=clock()):
            pass
        while deliver_one(self.db, {"email": self.sender}, now=clock() + timedelta(seconds=1)):
            pass

    def received(self) -> list[EmailMessage]:
        """The customer's mailbox."""
        with self.mailbox.server.login(self.customer.address) as client:
            found = client.fetch(client.search(), ["BODY.PEEK[]"])
        raws = [row[b"BODY[]"] for _, row in sorted(found.items())]
        return [message_from_bytes(raw, policy=policy.default) for raw in raws]  # type: ignore[misc]

    def order(self, text: str, *, number: int = 1, answers: EmailMessage | None = None) -> EmailMessage:
        message = EmailMessage()
        message["From"] = f"陈敏 <{self.customer.address}>"
        message["To"], message["Subject"] = self.mailbox.address, "订货"
        message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0800"
        message["Message-ID"] = f"<{number}-{self.customer.address}>"
        if answers is not None:
            message.replace_header("Subject", f"Re: {answers['Subject']}")
            message["In-Reply-To"] = answers["Message-ID"]
        message.set_content(text)
        return message


def test_an_order_goes_the_whole_way_and_its_answer_comes_back(
    db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(db, mailbox, smtp_relay)
    order = shop.order("可乐330ml 10箱，送店里")
    shop.post(order)
    shop.post(order)  # the customer's server was not sure that it had gone
    shop.work()
    shop.work()
    (answer,) = shop.received()
    assert answer["In-Reply-To"] == order["Message-ID"]
    assert answer["References"].split()[-1] == order["Message-ID"]
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Subject"] == "Re: 订货"
    assert answer["From"].addresses[0].addr_spec == mailbox.address
    with db.read() as tx:
        (booked,) = orders.listing(tx)
    assert booked.status == "received"
    assert booked.order_no in answer.get_content()
    assert [(line.sku, line.quantity) for line in booked.lines] == [("BV-COLA-330", 10)]


def with_form(order: EmailMessage, *rows: tuple[object, ...]) -> EmailMessage:
    form = xlsx((("百味便利店订货单",), ("品名", "规格", "数量", "单位"), *rows))
    kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    order.add_attachment(form, maintype="application", subtype=kind, filename="订货单.xlsx")
    return order


def test_an_order_form_goes_the_whole_way_and_is_booked(
    db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(db, mailbox, smtp_relay)
    rows = (("可乐", "330ml", 10, "箱"), ("橙汁", "450ml", 5, "箱"), ("可乐", "500ml", None, "箱"))
    shop.post(with_form(shop.order("本周订货单见附件，谢谢"), *rows))
    shop.work()
    (answer,) = shop.received()
    with db.read() as tx:
        (booked,) = orders.listing(tx)
    assert [(line.sku, line.quantity) for line in booked.lines] == [("BV-COLA-330", 10), ("BV-OJ-450", 5)]
    assert booked.order_no in answer.get_content()


def test_what_an_order_form_leaves_open_is_asked(
    sqlite_db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(sqlite_db, mailbox, smtp_relay)
    shop.post(with_form(shop.order("本周订货单见附件"), ("可乐", None, 10, "箱"), ("橙汁", "450ml", 5, "箱")))
    shop.work()
    (question,) = shop.received()
    assert "“可乐”" in question.get_content()
    assert [item.outcome for item in kept(sqlite_db)] == ["asked"]


def test_an_automatic_reply_to_our_answer_ends_the_exchange(
    sqlite_db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(sqlite_db, mailbox, smtp_relay)
    shop.post(shop.order("可乐330ml 10箱，送店里"))
    shop.work()
    (answer,) = shop.received()
    away = shop.order("我正在休假", number=2, answers=answer)
    away["Auto-Submitted"] = "auto-replied"
    shop.post(away)
    shop.post(answer)  # and a rule of the customer's forwards our own mail back
    shop.work()
    assert len(shop.received()) == 1
    assert [item.outcome for item in kept(sqlite_db)] == ["booked", "ignored", "ignored"]


def test_a_mail_without_a_sender_and_one_that_was_cut_reach_a_person(
    sqlite_db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(sqlite_db, mailbox, smtp_relay)
    nobody = shop.order("可乐330ml 10箱", number=1)
    del nobody["From"]
    mailbox.deliver(nobody.as_bytes(policy=policy.SMTP))
    large = shop.order("可乐330ml 10箱\n" + ("x" * 70 + "\n") * 2_000, number=2)
    mailbox.deliver(large.as_bytes(policy=policy.SMTP))
    read_all(sqlite_db, shop.imap.model_copy(update={"size_cap": 50_000}))
    shop.work()
    with sqlite_db.read() as tx:
        reasons = [review.reason for review in reviews.listing(tx)]
        assert not orders.listing(tx)
    assert any("it names no sender" in reason for reason in reasons)
    assert any("only the first 50,000 were kept" in reason for reason in reasons)
    (told,) = shop.received()  # that a person will answer
    assert told["In-Reply-To"] == large["Message-ID"]


def test_a_wrong_label_costs_no_order(sqlite_db: Database, mailbox: Mailbox, smtp_relay: SmtpServer) -> None:
    shop = Shop(sqlite_db, mailbox, smtp_relay)
    honest = mail(1, "可乐330ml 10箱，送店里", sender=shop.customer.address).decode()
    mailbox.deliver(honest.replace("charset=utf-8", "charset=us-ascii").encode("gb18030"))
    shop.work()
    (item,) = kept(sqlite_db)
    assert item.envelope.problems == ("noted: labelled 'us-ascii' but written in gb18030",)
    assert item.outcome == "booked"


def report(of: EmailMessage, shop: Shop, action: str) -> bytes:
    """What the customer's server says of a mail of ours (RFC 3464)."""
    head = "".join(f"{name}: {of[name]}\r\n" for name in ("From", "To", "References", "Message-ID"))
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@baiwei.example.cn\r\nTo: {shop.mailbox.address}\r\n"
        f"Subject: Undelivered Mail ({action})\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\n\r\nI'm sorry to have to inform you\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.baiwei.example.cn\r\n\r\n"
        f"Final-Recipient: rfc822; {shop.customer.address}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 mailbox unavailable\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\n{head}\r\n--x--\r\n"
    ).encode()


def test_an_answer_that_comes_back_is_shown_to_the_operator(
    db: Database, mailbox: Mailbox, smtp_relay: SmtpServer
) -> None:
    shop = Shop(db, mailbox, smtp_relay)
    shop.post(shop.order("可乐330ml 10箱，送店里"))
    shop.work()
    (answer,) = shop.received()
    mailbox.deliver(report(answer, shop, "delayed"))
    shop.work()
    with db.read() as tx:
        (row,) = outbox.recent(tx)
    assert row.state == "sent"  # the server goes on trying
    mailbox.deliver(report(answer, shop, "failed"))
    shop.work()
    with db.read() as tx:
        (row,) = outbox.recent(tx)
    assert (row.state, row.reason) == ("failed", "it came back: 550 5.1.1 mailbox unavailable")
    assert [item.outcome for item in kept(db)] == ["booked", "ignored", "ignored"]
    with db.begin() as tx:
        assert outbox.retry(tx, row.id, clock())
    shop.work()
    assert len(shop.received()) == 2
