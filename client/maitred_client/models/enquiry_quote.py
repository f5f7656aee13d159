from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.candidate import Candidate
    from ..models.hold_window import HoldWindow
    from ..models.other_time import OtherTime
    from ..models.proposal import Proposal
    from ..models.rungs import Rungs
    from ..models.service_fallback import ServiceFallback
    from ..models.skip import Skip
    from ..models.why_not import WhyNot


T = TypeVar("T", bound="EnquiryQuote")


@_attrs_define
class EnquiryQuote:
    """What a party without a booking could have, and how it would stay.

    Attributes:
        hold_id (None | UUID): Null when nothing is held.
        expires_at (datetime.datetime | None): When the hold runs out; null without one.
        candidate (Candidate | None): What is held or, with `hold: false`, the best there is; null when there is none.
        alternates (list[Candidate]): The other candidates, the best first.
        next_times (list[datetime.datetime]): Other times at which the booking could come, the nearest first.
        other_times (list[OtherTime]): The same with what could be had then.
        skipped (list[Skip]): Candidates that somebody took meanwhile, or that others hold: they may give them back.
        service_fallback (ServiceFallback): Whether the booking lies outside every service, and which one lent its turn
            times.
        proposal (None | Proposal): Moves of others that would make room, when nothing is free.
        finished (Rungs): Which parts the budget left time for; null: not needed.
        found (int): Legal candidates in all.
        party_size (int):
        start_at (datetime.datetime): When its guests would come.
        end_at (datetime.datetime): When the tables would be free again, buffer included.
        minutes (int): How long the guests would dine: as asked, or by the house's turn times.
        cut_short (bool): The service closes before such a stay would end.
        window (HoldWindow | None | Unset): Only with a hold.
        zone_id (None | Unset | UUID): Only with a hold: the zone of its tables.
        require_adjacency (bool | None | Unset): Only with a hold: as the request said it.
        reason (None | str | Unset): Only without a hold: why; null when only a look was asked for.
        why_not (None | Unset | WhyNot): Only without a hold: what the solver says; null when there are candidates.
    """

    hold_id: UUID | None
    expires_at: datetime.datetime | None
    candidate: Candidate | None
    alternates: list[Candidate]
    next_times: list[datetime.datetime]
    other_times: list[OtherTime]
    skipped: list[Skip]
    service_fallback: ServiceFallback
    proposal: Proposal | None
    finished: Rungs
    found: int
    party_size: int
    start_at: datetime.datetime
    end_at: datetime.datetime
    minutes: int
    cut_short: bool
    window: HoldWindow | Unset | None = UNSET
    zone_id: Unset | UUID | None = UNSET
    require_adjacency: bool | Unset | None = UNSET
    reason: str | Unset | None = UNSET
    why_not: Unset | WhyNot | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.candidate import Candidate
        from ..models.hold_window import HoldWindow
        from ..models.proposal import Proposal
        from ..models.why_not import WhyNot

        hold_id: str | None
        if isinstance(self.hold_id, UUID):
            hold_id = str(self.hold_id)
        else:
            hold_id = self.hold_id

        expires_at: str | None
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        candidate: dict[str, Any] | None
        if isinstance(self.candidate, Candidate):
            candidate = self.candidate.to_dict()
        else:
            candidate = self.candidate

        alternates = []
        for alternates_item_data in self.alternates:
            alternates_item = alternates_item_data.to_dict()
            alternates.append(alternates_item)

        next_times = []
        for next_times_item_data in self.next_times:
            next_times_item = next_times_item_data.isoformat()
            next_times.append(next_times_item)

        other_times = []
        for other_times_item_data in self.other_times:
            other_times_item = other_times_item_data.to_dict()
            other_times.append(other_times_item)

        skipped = []
        for skipped_item_data in self.skipped:
            skipped_item = skipped_item_data.to_dict()
            skipped.append(skipped_item)

        service_fallback = self.service_fallback.to_dict()

        proposal: dict[str, Any] | None
        if isinstance(self.proposal, Proposal):
            proposal = self.proposal.to_dict()
        else:
            proposal = self.proposal

        finished = self.finished.to_dict()

        found = self.found

        party_size = self.party_size

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        minutes = self.minutes

        cut_short = self.cut_short

        window: dict[str, Any] | Unset | None
        if isinstance(self.window, Unset):
            window = UNSET
        elif isinstance(self.window, HoldWindow):
            window = self.window.to_dict()
        else:
            window = self.window

        zone_id: str | Unset | None
        if isinstance(self.zone_id, Unset):
            zone_id = UNSET
        elif isinstance(self.zone_id, UUID):
            zone_id = str(self.zone_id)
        else:
            zone_id = self.zone_id

        require_adjacency: bool | Unset | None
        if isinstance(self.require_adjacency, Unset):
            require_adjacency = UNSET
        else:
            require_adjacency = self.require_adjacency

        reason: str | Unset | None
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        why_not: dict[str, Any] | Unset | None
        if isinstance(self.why_not, Unset):
            why_not = UNSET
        elif isinstance(self.why_not, WhyNot):
            why_not = self.why_not.to_dict()
        else:
            why_not = self.why_not

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "holdId": hold_id,
                "expiresAt": expires_at,
                "candidate": candidate,
                "alternates": alternates,
                "nextTimes": next_times,
                "otherTimes": other_times,
                "skipped": skipped,
                "serviceFallback": service_fallback,
                "proposal": proposal,
                "finished": finished,
                "found": found,
                "partySize": party_size,
                "startAt": start_at,
                "endAt": end_at,
                "minutes": minutes,
                "cutShort": cut_short,
            }
        )
        if window is not UNSET:
            field_dict["window"] = window
        if zone_id is not UNSET:
            field_dict["zoneId"] = zone_id
        if require_adjacency is not UNSET:
            field_dict["requireAdjacency"] = require_adjacency
        if reason is not UNSET:
            field_dict["reason"] = reason
        if why_not is not UNSET:
            field_dict["whyNot"] = why_not

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.candidate import Candidate
        from ..models.hold_window import HoldWindow
        from ..models.other_time import OtherTime
        from ..models.proposal import Proposal
        from ..models.rungs import Rungs
        from ..models.service_fallback import ServiceFallback
        from ..models.skip import Skip
        from ..models.why_not import WhyNot

        d = dict(src_dict)

        def _parse_hold_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hold_id_type_0 = UUID(data)

                return hold_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        hold_id = _parse_hold_id(d.pop("holdId"))

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        expires_at = _parse_expires_at(d.pop("expiresAt"))

        def _parse_candidate(data: object) -> Candidate | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                candidate_type_0 = Candidate.from_dict(data)

                return candidate_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Candidate | None", data)

        candidate = _parse_candidate(d.pop("candidate"))

        alternates = []
        _alternates = d.pop("alternates")
        for alternates_item_data in _alternates:
            alternates_item = Candidate.from_dict(alternates_item_data)

            alternates.append(alternates_item)

        next_times = []
        _next_times = d.pop("nextTimes")
        for next_times_item_data in _next_times:
            next_times_item = datetime.datetime.fromisoformat(next_times_item_data)

            next_times.append(next_times_item)

        other_times = []
        _other_times = d.pop("otherTimes")
        for other_times_item_data in _other_times:
            other_times_item = OtherTime.from_dict(other_times_item_data)

            other_times.append(other_times_item)

        skipped = []
        _skipped = d.pop("skipped")
        for skipped_item_data in _skipped:
            skipped_item = Skip.from_dict(skipped_item_data)

            skipped.append(skipped_item)

        service_fallback = ServiceFallback.from_dict(d.pop("serviceFallback"))

        def _parse_proposal(data: object) -> Proposal | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                proposal_type_0 = Proposal.from_dict(data)

                return proposal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Proposal | None", data)

        proposal = _parse_proposal(d.pop("proposal"))

        finished = Rungs.from_dict(d.pop("finished"))

        found = d.pop("found")

        party_size = d.pop("partySize")

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        minutes = d.pop("minutes")

        cut_short = d.pop("cutShort")

        def _parse_window(data: object) -> HoldWindow | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                window_type_0 = HoldWindow.from_dict(data)

                return window_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("HoldWindow | Unset | None", data)

        window = _parse_window(d.pop("window", UNSET))

        def _parse_zone_id(data: object) -> Unset | UUID | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                zone_id_type_0 = UUID(data)

                return zone_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Unset | UUID | None", data)

        zone_id = _parse_zone_id(d.pop("zoneId", UNSET))

        def _parse_require_adjacency(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        require_adjacency = _parse_require_adjacency(d.pop("requireAdjacency", UNSET))

        def _parse_reason(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_why_not(data: object) -> Unset | WhyNot | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                why_not_type_0 = WhyNot.from_dict(data)

                return why_not_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Unset | WhyNot | None", data)

        why_not = _parse_why_not(d.pop("whyNot", UNSET))

        enquiry_quote = cls(
            hold_id=hold_id,
            expires_at=expires_at,
            candidate=candidate,
            alternates=alternates,
            next_times=next_times,
            other_times=other_times,
            skipped=skipped,
            service_fallback=service_fallback,
            proposal=proposal,
            finished=finished,
            found=found,
            party_size=party_size,
            start_at=start_at,
            end_at=end_at,
            minutes=minutes,
            cut_short=cut_short,
            window=window,
            zone_id=zone_id,
            require_adjacency=require_adjacency,
            reason=reason,
            why_not=why_not,
        )

        enquiry_quote.additional_properties = d
        return enquiry_quote

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
