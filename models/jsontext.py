"""JSON text from outside, read strictly: no NaN, no duplicate keys, no lone surrogates."""

import json
from collections import Counter
from typing import Any

from models.errors import Flaw, InvalidInputError, shorten


def parse_json(text: str | bytes, *, subject: str) -> Any:
    """Return the parsed JSON.

    Raises:
        InvalidInputError: the text is not UTF-8 or not JSON, nests too deeply, repeats a key in
            one object, or holds NaN, Infinity or a lone surrogate.
    """

    def flaw(place: str, value: str, message: str) -> InvalidInputError:
        return InvalidInputError([Flaw(place, value, message)], subject=subject)

    def constant(name: str) -> Any:
        raise flaw("", name, "numbers must be finite")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise flaw("", shorten(twice), "a key is repeated in one object")
        return result

    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data = json.loads(decoded, parse_constant=constant, object_pairs_hook=unique)
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise flaw(f"byte {error.start}", "", "the text is not UTF-8") from error
    except UnicodeEncodeError as error:
        raise flaw("", "", "a string holds half a surrogate pair") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise flaw(place, "", f"not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise flaw("", "", "nested too deeply") from error
    except ValueError as error:
        raise flaw("", "", str(error)) from error
    return data
