"""Moving in: the rows of a foreign table as one change set.

``planning`` joins the parts. Rows (``row``) with the same code and group are wordings of one reply (``grouping``); a
row without a code is a reply of its own. ``same_row`` finds the replies that are here already, ``wordings`` and
``own_cells`` say how they change; ``shelves`` and ``codes`` give a new reply its place. Nothing is dropped without
being counted (``planned``). A ``table`` is a file as it was read, ``preparing`` what is done to its rows before; an
``archive`` is a whole library of Miaohui's.
"""

from miaohui.flow.transfer.archive import Archive
from miaohui.flow.transfer.field import Field
from miaohui.flow.transfer.planned import Mode, Plan, pictures_of
from miaohui.flow.transfer.planning import plan
from miaohui.flow.transfer.row import Row, RowProblem, list_cell, listed
from miaohui.flow.transfer.shelves import UNFILED
from miaohui.flow.transfer.table import AUTO, Asked, Beginning, Table

__all__ = [
    "AUTO",
    "UNFILED",
    "Archive",
    "Asked",
    "Beginning",
    "Field",
    "Mode",
    "Plan",
    "Row",
    "RowProblem",
    "Table",
    "list_cell",
    "listed",
    "pictures_of",
    "plan",
]
