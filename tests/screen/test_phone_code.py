from __future__ import annotations

import pytest
from tests.builders import make_prescription
from tests.doubles import MORNING

from coach.moment import Moment
from coach.phone.qr_code import qr_cells
from coach.screen.help_pages import phone_page
from coach.screen.layout import Sheet
from coach.screen.phone_code import (
    PhoneCode,
    address_height,
    code_alone,
    code_rows,
    columns_beside,
    with_code,
)
from coach.screen.session_view import view
from coach.screen.start_card import start_card
from coach.screen.viewport import Viewport
from coach.timeline import compile_timeline

URL = "http://192.168.178.123:54321/abcdefghijkmnpqrstuvwxyz23/"
CODE = PhoneCode("", URL, qr_cells(URL))


def plain(sheet: Sheet) -> list[str]:
    return [row.plain for row in sheet.rows]


def card(columns: int, rows: int, *, is_ascii: bool = False) -> list[str]:
    """The start card with the phone's code, as it is painted."""
    timeline = compile_timeline(make_prescription())
    left_rows = rows - address_height(CODE, columns)
    left = columns_beside(CODE, columns, left_rows, is_ascii=is_ascii)
    look = Viewport(left, left_rows, is_ascii)
    sheet = start_card(timeline, "none", (), look)
    return plain(with_code(sheet, CODE, columns, is_ascii=is_ascii))


def test_the_code_is_33_columns_and_17_rows() -> None:
    rows = code_rows(CODE, is_ascii=False)
    assert (rows[0].cell_len, len(rows)) == (33, 17)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 20), (40, 12), (20, 6)])
def test_the_card_fits_with_the_whole_address_and_the_code_where_there_is_room(
    size: tuple[int, int],
) -> None:
    columns, rows = size
    lines = card(columns, rows)
    assert len(lines) == rows
    assert max(map(len, lines)) <= columns
    assert URL in "".join(line.strip() for line in lines)
    drawn = [row.plain for row in code_rows(CODE, is_ascii=False)]
    shown = [line[-33:] for line in lines[:17]]
    assert (shown == drawn) == (columns >= 80)


def test_without_half_blocks_the_address_must_do() -> None:
    lines = card(80, 24, is_ascii=True)
    assert "".join(lines).isascii()
    assert lines[-1] == f"Phone: {URL}"


def test_on_a_small_card_the_code_comes_alone() -> None:
    assert plain(code_alone(CODE, 40, 17, is_ascii=False)) == [
        row.plain for row in code_rows(CODE, is_ascii=False)
    ]
    small = plain(code_alone(CODE, 30, 10, is_ascii=False))
    assert small[0] == "The code needs a larger"
    assert len(small) == 10


def test_during_the_session_a_page_shows_code_and_address() -> None:
    timeline = compile_timeline(make_prescription())
    moment = Moment(timeline, 0, timeline.at(0), MORNING, is_paused=True)
    page = phone_page(CODE, is_ascii=False)
    shown = [row.strip() for row in plain(view(moment, Viewport(80, 24), page=page))]
    assert URL in shown
    assert code_rows(CODE, is_ascii=False)[8].plain.strip() in shown
    # Where the code does not fit, it is left out whole.
    narrow = [row.strip() for row in plain(view(moment, Viewport(64, 18), page=page))]
    assert not any("▀▀▀▀▀▀▀" in line for line in narrow)
    assert URL in narrow


def test_a_session_without_a_phone_says_how_to_have_one() -> None:
    assert "--phone" in phone_page(None, is_ascii=False).words[0]
    problem = phone_page(PhoneCode("only a VPN is connected"), is_ascii=False)
    assert problem.words == ("No phone: only a VPN is connected.",)
