from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict

if TYPE_CHECKING:
    from ..models.shadow_gate import ShadowGate
    from ..models.shadow_missing import ShadowMissing
    from ..models.shadow_night import ShadowNight
    from ..models.shadow_report_view_figures import ShadowReportViewFigures
    from ..models.shadow_times import ShadowTimes


T = TypeVar("T", bound="ShadowReportView")


@_attrs_define
class ShadowReportView:
    """What the old allocator did over some dates, beside what maitred would have done.

    Attributes:
        first (datetime.date):
        last (datetime.date):
        verdict (Verdict): What the points say of a scenario beside its base.
        words (str):
        nights (list[ShadowNight]):
        bookings (int):
        same (int):
        better (int):
        worse (int):
        broken (int):
        figures (ShadowReportViewFigures): covers, seated, refusals, waste and moves; empty without nights.
        seconds (None | ShadowTimes):
        worst_gap (float | None): The largest proven gap of the plans; null without nights, or when one proved nothing.
        not_compared (list[ShadowMissing]):
        notes (list[str]): What a reader has to know to trust the figures, or not to.
        gates (list[ShadowGate]): One for each that was asked for, in that order.
    """

    first: datetime.date
    last: datetime.date
    verdict: Verdict
    words: str
    nights: list[ShadowNight]
    bookings: int
    same: int
    better: int
    worse: int
    broken: int
    figures: ShadowReportViewFigures
    seconds: ShadowTimes | None
    worst_gap: float | None
    not_compared: list[ShadowMissing]
    notes: list[str]
    gates: list[ShadowGate]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.shadow_times import ShadowTimes

        first = self.first.isoformat()

        last = self.last.isoformat()

        verdict = self.verdict.value

        words = self.words

        nights = []
        for nights_item_data in self.nights:
            nights_item = nights_item_data.to_dict()
            nights.append(nights_item)

        bookings = self.bookings

        same = self.same

        better = self.better

        worse = self.worse

        broken = self.broken

        figures = self.figures.to_dict()

        seconds: dict[str, Any] | None
        if isinstance(self.seconds, ShadowTimes):
            seconds = self.seconds.to_dict()
        else:
            seconds = self.seconds

        worst_gap: float | None
        worst_gap = self.worst_gap

        not_compared = []
        for not_compared_item_data in self.not_compared:
            not_compared_item = not_compared_item_data.to_dict()
            not_compared.append(not_compared_item)

        notes = self.notes

        gates = []
        for gates_item_data in self.gates:
            gates_item = gates_item_data.to_dict()
            gates.append(gates_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first": first,
                "last": last,
                "verdict": verdict,
                "words": words,
                "nights": nights,
                "bookings": bookings,
                "same": same,
                "better": better,
                "worse": worse,
                "broken": broken,
                "figures": figures,
                "seconds": seconds,
                "worstGap": worst_gap,
                "notCompared": not_compared,
                "notes": notes,
                "gates": gates,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.shadow_gate import ShadowGate
        from ..models.shadow_missing import ShadowMissing
        from ..models.shadow_night import ShadowNight
        from ..models.shadow_report_view_figures import ShadowReportViewFigures
        from ..models.shadow_times import ShadowTimes

        d = dict(src_dict)
        first = datetime.date.fromisoformat(d.pop("first"))

        last = datetime.date.fromisoformat(d.pop("last"))

        verdict = Verdict(d.pop("verdict"))

        words = d.pop("words")

        nights = []
        _nights = d.pop("nights")
        for nights_item_data in _nights:
            nights_item = ShadowNight.from_dict(nights_item_data)

            nights.append(nights_item)

        bookings = d.pop("bookings")

        same = d.pop("same")

        better = d.pop("better")

        worse = d.pop("worse")

        broken = d.pop("broken")

        figures = ShadowReportViewFigures.from_dict(d.pop("figures"))

        def _parse_seconds(data: object) -> ShadowTimes | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                seconds_type_0 = ShadowTimes.from_dict(data)

                return seconds_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ShadowTimes | None", data)

        seconds = _parse_seconds(d.pop("seconds"))

        def _parse_worst_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        worst_gap = _parse_worst_gap(d.pop("worstGap"))

        not_compared = []
        _not_compared = d.pop("notCompared")
        for not_compared_item_data in _not_compared:
            not_compared_item = ShadowMissing.from_dict(not_compared_item_data)

            not_compared.append(not_compared_item)

        notes = cast("list[str]", d.pop("notes"))

        gates = []
        _gates = d.pop("gates")
        for gates_item_data in _gates:
            gates_item = ShadowGate.from_dict(gates_item_data)

            gates.append(gates_item)

        shadow_report_view = cls(
            first=first,
            last=last,
            verdict=verdict,
            words=words,
            nights=nights,
            bookings=bookings,
            same=same,
            better=better,
            worse=worse,
            broken=broken,
            figures=figures,
            seconds=seconds,
            worst_gap=worst_gap,
            not_compared=not_compared,
            notes=notes,
            gates=gates,
        )

        shadow_report_view.additional_properties = d
        return shadow_report_view

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
