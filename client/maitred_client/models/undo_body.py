from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UndoBody")


@_attrs_define
class UndoBody:
    """What to take back. Fields that are not listed are ignored; an empty object is fine.

    Attributes:
        run_id (None | Unset | UUID): The run you see as the last one; refused when it is not any more.
        dry_run (bool | None | Unset): Answer what would be done, but write nothing.
        idempotency_key (None | str | Unset): As for planning; the header Idempotency-Key does the same.
    """

    run_id: Unset | UUID | None = UNSET
    dry_run: bool | Unset | None = UNSET
    idempotency_key: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        run_id: str | Unset | None
        if isinstance(self.run_id, Unset):
            run_id = UNSET
        elif isinstance(self.run_id, UUID):
            run_id = str(self.run_id)
        else:
            run_id = self.run_id

        dry_run: bool | Unset | None
        if isinstance(self.dry_run, Unset):
            dry_run = UNSET
        else:
            dry_run = self.dry_run

        idempotency_key: str | Unset | None
        if isinstance(self.idempotency_key, Unset):
            idempotency_key = UNSET
        else:
            idempotency_key = self.idempotency_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if run_id is not UNSET:
            field_dict["runId"] = run_id
        if dry_run is not UNSET:
            field_dict["dryRun"] = dry_run
        if idempotency_key is not UNSET:
            field_dict["idempotencyKey"] = idempotency_key

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_run_id(data: object) -> Unset | UUID | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                run_id_type_0 = UUID(data)

                return run_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Unset | UUID | None", data)

        run_id = _parse_run_id(d.pop("runId", UNSET))

        def _parse_dry_run(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        dry_run = _parse_dry_run(d.pop("dryRun", UNSET))

        def _parse_idempotency_key(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        idempotency_key = _parse_idempotency_key(d.pop("idempotencyKey", UNSET))

        undo_body = cls(
            run_id=run_id,
            dry_run=dry_run,
            idempotency_key=idempotency_key,
        )

        undo_body.additional_properties = d
        return undo_body

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
