"""Lists of moves: what their rows say, each by itself, once, and in whatever order things break."""

import io
import threading
import tomllib
from importlib.resources import files
from typing import Any, get_args

import openpyxl
import pytest
import sqlalchemy as sa

from bot.desk import movelist, moves, progress
from bot.desk.files import Opener
from bot.desk.moves import Move, Mover, Unusable
from parsers.attachments.document import Document
from store import orders
from store.database import Database
from store.moves import MoveList, MoveRow
from store.states import State
from tests.desk.house import House
from tests.desk.killing import turns

CHEN = "chenmin@baiwei.example.cn"
MOVER = Mover("erp", "api")
WORDS = tomllib.loads(files("bot.desk").joinpath("moves.toml").read_text("utf-8"))
OPENER = Opener()


def opened(text: str | bytes, name: str = "moves.csv") -> Document:
    return OPENER.open(name, "text/csv", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(("words", "field"), WORDS["samples"]["valid"].items())
def test_headings_are_known_by_their_words(words: str, field: str) -> None:
    assert movelist.heading(words) == field


@pytest.mark.parametrize("words", WORDS["samples"]["invalid"]["words"])
def test_other_headings_are_none(words: str) -> None:
    assert movelist.heading(words) is None


def test_every_state_has_words() -> None:
    assert set(WORDS["state"]) == set(get_args(State))
    for state, sayings in WORDS["state"].items():
        assert {movelist.state_of(one) for one in (state, state.upper(), *sayings)} == {state}


@pytest.mark.parametrize(
    ("fields", "move"),
    [
        ({"state": "packed"}, Move("SO-1", "advance", to="packed")),
        ({"state": "已发货"}, Move("SO-1", "advance", to="shipped")),
        ({"state": "On Hold", "reason": "盘点"}, Move("SO-1", "hold", reason="盘点")),
        ({"state": "取消", "reason": "x"}, Move("SO-1", "cancel", reason="x")),
        ({"state": "恢复", "version": 3}, Move("SO-1", "release", version=3)),
        (
            {"order_no": "so-20261126-0001", "state": "packed"},
            Move("SO-20261126-0001", "advance", to="packed"),
        ),
        (
            {"order_no": "ＳＯ－20261126－0001", "state": "packed"},
            Move("SO-20261126-0001", "advance", to="packed"),
        ),
        (
            {"carrier": "dhl", "tracking_number": "1234567890", "mode": "海运", "insurance": "USD 900"},
            Move(
                "SO-1", "ship", carrier="dhl", tracking_number="1234567890", mode="sea", insurance="USD 900"
            ),
        ),
        ({"carrier": "自送"}, Move("SO-1", "ship", carrier="自送")),
        (
            {"carrier": "sf", "tracking_number": "SF1"},
            Move("SO-1", "ship", carrier="sf", tracking_number="SF1"),
        ),
        (
            {"state": "shipped", "carrier": "sf", "tracking_number": "SF1"},
            Move("SO-1", "ship", carrier="sf", tracking_number="SF1"),
        ),
    ],
)
def test_a_row_says_one_move(fields: dict[str, Any], move: Move) -> None:
    assert movelist.of_fields({"order_no": "SO-1", **fields}) == move


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"order_no": "SO-1"}, "neither a state nor a tracking number"),
        ({"order_no": "SO-1", "state": "lost"}, "lost is no state"),
        ({"order_no": "SO-1", "carrier": "sf"}, "a carrier without a tracking number"),
        (
            {"order_no": "SO-1", "state": "packed", "tracking_number": "1"},
            "a tracking number goes with shipped, not with packed",
        ),
        ({"state": "packed"}, "order_no: Field required"),
        ({"order_no": "SO-1", "state": "packed", "version": "x"}, "version: "),
        ({"order_no": "SO-1", "stat": "packed"}, "stat: "),
        ({"order_no": 5, "state": "packed"}, "order_no: "),
        (
            {"order_no": "SO-1", "tracking_number": "SF1", "mode": "骆驼"},
            "骆驼 is no way to travel; there are: express",
        ),
        ({"order_no": "SO-1", "state": "packed", "mode": "air"}, "mode and insurance go with a shipment"),
        ("SO-1", "Input should be"),
        (None, "Input should be"),
        ([1], "Input should be"),
    ],
)
def test_a_row_that_says_none_says_why(fields: Any, why: str) -> None:
    found = movelist.of_fields(fields)
    assert isinstance(found, Unusable)
    assert found.why.startswith(why)


def test_a_file_is_read_with_its_places() -> None:
    text = "出货清单 11月24日,,,\n客户,订单号,快递公司,运单号\n百味,SO-1,顺丰,SF1\n,,,\n枫叶,SO-2,,SF2\n合计,,,\n"
    rows = movelist.of_document(opened(text))
    assert [(row.place, row.move.order_no) for row in rows] == [("row 3", "SO-1"), ("row 5", "SO-2")]
    assert rows[0].move == Move("SO-1", "ship", carrier="顺丰", tracking_number="SF1")
    assert rows == movelist.of_document(opened(text.encode("gb18030")))
    tabs = movelist.of_document(opened("Order No.\tNew state\nSO-1\tpacked\n"))
    assert [row.move for row in tabs] == [Move("SO-1", "advance", to="packed")]


def workbook(*rows: tuple[Any, ...], hidden: tuple[int, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in hidden:
        book.active.row_dimensions[number].hidden = True
    book.create_sheet("备注").append(("别的东西", 1))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_and_what_is_left_out_is_told() -> None:
    data = workbook(
        ("order_no", "state", "tracking_number", "carrier", "version"),
        ("SO-1", "packed", None, None, 3),
        ("SO-2", None, 773123456789012, "sto", None),
        ("SO-3", "packed", None, None, None),
        hidden=(4,),
    )
    rows = movelist.of_document(opened(data, "moves.xlsx"))
    assert rows[0].move == Move("SO-1", "advance", to="packed", version=3)
    assert rows[1].move == Move("SO-2", "ship", carrier="sto", tracking_number="773123456789012")
    assert isinstance(rows[2].move, Unusable)
    assert "hidden" in rows[2].move.why
    assert any(isinstance(row.move, Unusable) and "备注" in row.move.why for row in rows[3:])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("moves.csv", b""),
        ("moves.csv", b"\x00\xff" * 100),
        ("moves.csv", "客户,数量\n百味,3\n".encode()),
        ("moves.csv", b"order_no\nSO-1\n"),
        ("moves.xlsx", b"PK\x03\x04 torn"),
        ("moves.xlsx", b""),
    ],
)
def test_a_file_without_a_list_says_so_in_one_line(name: str, data: bytes) -> None:
    with pytest.raises(movelist.UnreadableListError) as unreadable:
        movelist.of_document(opened(data, name))
    assert "\n" not in str(unreadable.value)


@pytest.fixture
def house(db: Database) -> House:
    return House.of(db)


def placed(house: House, count: int) -> list[str]:
    for number in range(count):
        house.mail(CHEN, f"橙汁450ml {number + 1}箱，送店里")
    return [order.order_no for order in house.orders()]


def make_all(house: House, rows: list[Move | Unusable], known: MoveList | None = None) -> tuple[MoveRow, ...]:
    return moves.make_all(house.db, rows, mover=MOVER, clock=lambda: house.now, known=known)


def test_each_row_has_its_outcome_and_a_bad_one_stops_no_other(house: House) -> None:
    one, two, three = placed(house, 3)
    seen = house.order(two).version
    progress.advance(house.db, two, to="packed", by="wang", channel="staff", now=house.now)
    told = make_all(
        house,
        [
            Move(one, "advance", to="packed", reason="备好了"),
            Move("SO-19990101-0001", "advance", to="packed"),
            Move(two, "advance", to="shipped", version=seen),
            Unusable("", "no move"),
            Move(one, "advance", to="received"),
            Move(three, "ship", carrier="sf", tracking_number="SF1"),
            Move(three, "hold"),
            Move(one, "hold", reason="盘点"),
            Move(one, "release"),
            Move(one, "cancel", reason="停产"),
        ],
    )
    assert [row.outcome for row in told] == [
        "moved", "unknown", "stale", "unusable", "refused", "moved", "refused", "moved", "moved", "moved",
    ]  # fmt: skip
    assert [house.order(number).status for number in (one, two, three)] == ["cancelled", "packed", "shipped"]
    assert "allowed: " in (told[4].detail or "")
    assert (told[0].status, told[0].version) == ("packed", 2)
    with house.db.read() as tx:
        assert {(event.by, event.channel) for event in orders.history(tx, three)[1:]} == {("erp", "api")}


def test_who_signed_is_a_field_of_its_own_and_goes_with_delivered(house: House) -> None:
    (number,) = placed(house, 1)
    data = workbook(("订单号", "状态", "签收人"), (number, "已签收", "王店长"), (number, "已包装", "王店长"))
    rows = [row.move for row in movelist.of_document(opened(data, "moves.xlsx"))]
    assert rows[0] == Move(number, "advance", to="delivered", signed_by="王店长")
    assert isinstance(rows[1], Unusable)
    assert rows[1].why == "signed_by goes with delivered"
    assert [row.outcome for row in make_all(house, [rows[0]])] == ["moved"]
    with house.db.read() as tx:
        last = orders.history(tx, number)[-1]
    assert (last.data["signed_by"], last.reason) == ("王店长", None)
    with pytest.raises(progress.Refused, match="delivered, not completed"):
        progress.advance(
            house.db, number, to="completed", signed_by="x", by="wang", channel="staff", now=house.now
        )


def test_what_a_mover_must_not_see_is_not_there(house: House) -> None:
    (number,) = placed(house, 1)
    mover = Mover("dealer", "api", sees=lambda order: order.customer.code == "C008")
    (told,) = moves.make_all(
        house.db, [Move(number, "advance", to="packed")], mover=mover, clock=lambda: house.now
    )
    assert told == MoveRow(1, number, "unknown", f"there is no order {number}")


def test_killed_anywhere_and_given_again_each_row_is_done_once(sqlite_db: Database) -> None:
    """Rule 2 for lists: whatever was done is noted with it."""
    house = House.of(sqlite_db)
    numbers = placed(house, 3)
    rows: list[Move | Unusable] = [
        Move(one, "ship", carrier="sf", tracking_number=f"SF{one}") for one in numbers
    ]
    known = MoveList("drop:list.csv", "d")
    for turn in turns():
        with turn.until_killed():
            told = make_all(house, rows, known)
    assert turn.number > 10
    assert [row.outcome for row in told] == ["moved"] * 3
    for number in numbers:
        with sqlite_db.read() as tx:
            kinds = [event.kind for event in orders.history(tx, number)]
        assert kinds.count("shipment_added") == 1
        assert house.order(number).status == "shipped"


def test_two_who_give_one_list_at_once_do_it_once(house: House) -> None:
    numbers = placed(house, 4)
    rows: list[Move | Unusable] = [
        Move(one, "ship", carrier="sf", tracking_number=f"SF{one}") for one in numbers
    ]
    told: list[tuple[MoveRow, ...]] = []
    together = threading.Barrier(3)

    def give() -> None:
        together.wait()
        told.append(make_all(house, rows, MoveList("api:erp/moves/1", "d")))

    threads = [threading.Thread(target=give) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told[0] == told[1] == told[2]
    assert {row.outcome for row in told[0]} == {"moved"}
    assert all(len(house.order(number).shipments) == 1 for number in numbers)


def test_two_who_move_one_order_at_once_are_both_heard(house: House) -> None:
    """Without a version that was asked for, one who was a moment late looks again."""
    (number,) = placed(house, 1)
    told: list[MoveRow] = []
    together = threading.Barrier(3)

    def give(name: str) -> None:
        together.wait()
        row = Move(number, "ship", carrier="sf", tracking_number=name)
        told.append(moves.make_row(house.db, 1, row, mover=MOVER, now=house.now))

    threads = [threading.Thread(target=give, args=(name,)) for name in ("SF1", "SF2", "SF3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.outcome for row in told] == ["moved"] * 3
    assert {one.tracking_number for one in house.order(number).shipments} == {"SF1", "SF2", "SF3"}


def test_where_the_books_cannot_be_written_the_rest_is_told_as_not_done(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    numbers = placed(house, 3)

    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO order_events") and house.order(numbers[0]).status == "packed":
            raise sa.exc.OperationalError(statement, {}, Exception("disk full"))

    sa.event.listen(sa.Engine, "before_cursor_execute", fail)
    try:
        told = make_all(house, [Move(one, "advance", to="packed") for one in numbers])
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", fail)
    assert [row.outcome for row in told] == ["moved", "failed", "failed"]
    assert [order.status for order in house.orders()] == ["packed", "received", "received"]
