from enum import StrEnum


class EnquiryBodySeatingPreferenceType0(StrEnum):
    ANY = "any"
    BAR = "bar"
    BOOTH = "booth"
    INDOOR = "indoor"
    OUTDOOR = "outdoor"
    QUIET = "quiet"
    WINDOW = "window"

    def __str__(self) -> str:
        return str(self.value)
