import pytest

from ladderquest.documents.document import Table


def test_a_table_refuses_rows_that_do_not_fit_its_header() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells under a header of 2"):
        Table(("a", "b"), (("1", "2"), ("3",)))
