"""What a register's reader says of a case, as one tuple to compare."""

from __future__ import annotations

from sellercheck.bulk._case import Case, Damaged


def facts(case: Case | Damaged) -> tuple:
    assert isinstance(case, Case), case
    classes = [number for number in range(64) if case.classes >> number & 1]
    return (
        case.number,
        case.registration,
        case.text,
        case.status,
        case.code,
        classes,
        case.owner,
        case.kind,
        case.filed,
        case.registered,
        case.as_of,
    )
