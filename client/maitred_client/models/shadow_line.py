from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.effect import Effect
from ..models.old_reason import OldReason
from ..models.shadow_code import ShadowCode
from ..models.unseated_reason import UnseatedReason

if TYPE_CHECKING:
    from ..models.shadow_window import ShadowWindow


T = TypeVar("T", bound="ShadowLine")


@_attrs_define
class ShadowLine:
    """One booking by both hands.

    Attributes:
        booking (str):
        party (int):
        window (ShadowWindow): A half-open window: the end does not belong to it.
        old (list[str]): The tables that the old allocator gave it in the end; none: refused.
        maitred (list[str]): The tables of maitred's plan; none: refused.
        effect (Effect): What maitred's plan would have meant for a booking.
        code (ShadowCode): Why a booking is the same, better or worse off.
        old_reason (None | OldReason): Why it has no table from the old allocator, as the rules see it.
        maitred_reason (None | UnseatedReason): Why it has none from maitred.
        broke (list[str]): The rules that the old allocator's tables break for it.
        moved (bool): The old allocator gave it other tables after the plan was made.
        words (str):
    """

    booking: str
    party: int
    window: ShadowWindow
    old: list[str]
    maitred: list[str]
    effect: Effect
    code: ShadowCode
    old_reason: OldReason | None
    maitred_reason: UnseatedReason | None
    broke: list[str]
    moved: bool
    words: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking

        party = self.party

        window = self.window.to_dict()

        old = self.old

        maitred = self.maitred

        effect = self.effect.value

        code = self.code.value

        old_reason: str | None
        if isinstance(self.old_reason, OldReason):
            old_reason = self.old_reason.value
        else:
            old_reason = self.old_reason

        maitred_reason: str | None
        if isinstance(self.maitred_reason, UnseatedReason):
            maitred_reason = self.maitred_reason.value
        else:
            maitred_reason = self.maitred_reason

        broke = self.broke

        moved = self.moved

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "window": window,
                "old": old,
                "maitred": maitred,
                "effect": effect,
                "code": code,
                "oldReason": old_reason,
                "maitredReason": maitred_reason,
                "broke": broke,
                "moved": moved,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.shadow_window import ShadowWindow

        d = dict(src_dict)
        booking = d.pop("booking")

        party = d.pop("party")

        window = ShadowWindow.from_dict(d.pop("window"))

        old = cast("list[str]", d.pop("old"))

        maitred = cast("list[str]", d.pop("maitred"))

        effect = Effect(d.pop("effect"))

        code = ShadowCode(d.pop("code"))

        def _parse_old_reason(data: object) -> OldReason | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                old_reason_type_0 = OldReason(data)

                return old_reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("OldReason | None", data)

        old_reason = _parse_old_reason(d.pop("oldReason"))

        def _parse_maitred_reason(data: object) -> UnseatedReason | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                maitred_reason_type_0 = UnseatedReason(data)

                return maitred_reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UnseatedReason | None", data)

        maitred_reason = _parse_maitred_reason(d.pop("maitredReason"))

        broke = cast("list[str]", d.pop("broke"))

        moved = d.pop("moved")

        words = d.pop("words")

        shadow_line = cls(
            booking=booking,
            party=party,
            window=window,
            old=old,
            maitred=maitred,
            effect=effect,
            code=code,
            old_reason=old_reason,
            maitred_reason=maitred_reason,
            broke=broke,
            moved=moved,
            words=words,
        )

        shadow_line.additional_properties = d
        return shadow_line

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
