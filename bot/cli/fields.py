"""What a settings model says of its keys: their types, which are secrets or tables, defaults, examples, what is allowed."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import AfterValidator, BaseModel, SecretStr
from pydantic.fields import FieldInfo


def leaves(annotation: Any) -> Iterator[Any]:
    """The plain types inside an annotation: of `tuple[int, ...] | None` int and NoneType."""
    if get_origin(annotation) is None:
        yield annotation
        return
    for argument in get_args(annotation):
        if argument is not Ellipsis:
            yield from leaves(argument)


def is_secret(info: FieldInfo) -> bool:
    """Whether the key holds a secret."""
    return SecretStr in set(leaves(info.annotation))


def inner_model(info: FieldInfo) -> type[BaseModel] | None:
    """The settings model that the key is a table of, if it is one."""
    for leaf in leaves(info.annotation):
        if isinstance(leaf, type) and issubclass(leaf, BaseModel):
            return leaf
    return None


def default(info: FieldInfo) -> Any:
    """The key's default, made if it has a factory; None where there is none."""
    return None if info.is_required() else info.get_default(call_default_factory=True, validated_data={})


def example(info: FieldInfo) -> Any:
    """What the key may look like: its default, else the first example that its model names, else None."""
    value = default(info)
    if value is not None:
        return value
    return next(iter(info.examples or ()), None)


def words(info: FieldInfo) -> list[str]:
    """The words that are allowed, where the key takes only some."""
    return [leaf for leaf in leaves(info.annotation) if isinstance(leaf, str)]  # of a Literal


def bounds(info: FieldInfo) -> str:
    """The numbers that are allowed, such as `from 1 up to 65535`; empty where all are."""
    rules = [*info.metadata]
    for leaf in leaves(info.annotation):
        rules += leaf.metadata if isinstance(leaf, FieldInfo) else ()
    said = [f"from {rule.ge}" for rule in rules if isinstance(rule, Ge)]
    said += [f"above {rule.gt}" for rule in rules if isinstance(rule, Gt)]
    said += [f"up to {rule.le}" for rule in rules if isinstance(rule, Le)]
    return " ".join(said)


def has_own_rule(info: FieldInfo) -> bool:
    """Whether a validator narrows what the type allows."""
    return any(isinstance(rule, AfterValidator) for rule in info.metadata)
