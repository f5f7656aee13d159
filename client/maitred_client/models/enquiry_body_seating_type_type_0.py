from enum import StrEnum


class EnquiryBodySeatingTypeType0(StrEnum):
    BOOTH = "booth"
    HIGH_TOP = "high_top"
    SOFA = "sofa"
    STANDARD = "standard"

    def __str__(self) -> str:
        return str(self.value)
