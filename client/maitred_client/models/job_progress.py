from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobProgress")


@_attrs_define
class JobProgress:
    """How far a job is.

    Attributes:
        share (float): Of the work; of a plan, of its budget.
        words (str): What is being done, for people.
        seconds (float): Since this attempt began.
        incumbent (float | None): Points of the best plan so far, in the leading tier.
        bound (float | None): No plan reaches more points.
        gap (float | None): Their relative distance.
        covers (int | None): Guests whom that plan seats.
        solved (int | None): Of scenarios: how many solves are there.
        total (int | None): And how many there will be.
    """

    share: float
    words: str
    seconds: float
    incumbent: float | None
    bound: float | None
    gap: float | None
    covers: int | None
    solved: int | None
    total: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        share = self.share

        words = self.words

        seconds = self.seconds

        incumbent: float | None
        incumbent = self.incumbent

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        covers: int | None
        covers = self.covers

        solved: int | None
        solved = self.solved

        total: int | None
        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "share": share,
                "words": words,
                "seconds": seconds,
                "incumbent": incumbent,
                "bound": bound,
                "gap": gap,
                "covers": covers,
                "solved": solved,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        share = d.pop("share")

        words = d.pop("words")

        seconds = d.pop("seconds")

        def _parse_incumbent(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        incumbent = _parse_incumbent(d.pop("incumbent"))

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        bound = _parse_bound(d.pop("bound"))

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        def _parse_covers(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        covers = _parse_covers(d.pop("covers"))

        def _parse_solved(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        solved = _parse_solved(d.pop("solved"))

        def _parse_total(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        total = _parse_total(d.pop("total"))

        job_progress = cls(
            share=share,
            words=words,
            seconds=seconds,
            incumbent=incumbent,
            bound=bound,
            gap=gap,
            covers=covers,
            solved=solved,
            total=total,
        )

        job_progress.additional_properties = d
        return job_progress

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
