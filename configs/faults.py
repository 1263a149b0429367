"""What is wrong with a value of the settings, as a reason: our models' own checks, and pydantic's.

Here: one fault told for its reader. Not here: which file it stands in (`configs.rollouts`, `configs.settings`), faults
of spreadsheet cells (`connectors.workbook.reading`).
"""

from pydantic_core import ErrorDetails

from domain.reasons import Reason, reason_of, verbatim

_KINDS = {
    "missing": Reason("Field required"),
    "extra_forbidden": Reason("Extra inputs are not permitted"),
    "string_type": Reason("Input should be a valid string"),
    "string_too_short": Reason("String should have at least {min_length} characters"),
    "string_too_long": Reason("String should have at most {max_length} characters"),
    "string_pattern_mismatch": Reason("String should match pattern '{pattern}'"),
    "int_type": Reason("Input should be a valid integer"),
    "int_from_float": Reason("Input should be a valid integer, got a number with a fractional part"),
    "int_parsing": Reason("Input should be a valid integer, unable to parse string as an integer"),
    "decimal_type": Reason("Decimal input should be an integer, float, string or Decimal object"),
    "decimal_parsing": Reason("Input should be a valid decimal"),
    "bool_type": Reason("Input should be a valid boolean"),
    "bool_parsing": Reason("Input should be a valid boolean, unable to interpret input"),
    "greater_than": Reason("Input should be greater than {gt}"),
    "greater_than_equal": Reason("Input should be greater than or equal to {ge}"),
    "less_than": Reason("Input should be less than {lt}"),
    "less_than_equal": Reason("Input should be less than or equal to {le}"),
    "enum": Reason("Input should be {expected}"),
    "literal_error": Reason("Input should be {expected}"),
    "dict_type": Reason("Input should be a valid dictionary"),
    "model_type": Reason("Input should be a valid dictionary or instance of {class_name}"),
    "tuple_type": Reason("Input should be a valid tuple"),
    "date_type": Reason("Input should be a valid date"),
    "date_from_datetime_parsing": Reason("Input should be a valid date or datetime, {error}"),
    "datetime_from_date_parsing": Reason("Input should be a valid datetime or date, {error}"),
    "too_short": Reason("{field_type} should have at least {min_length} items after validation, not {actual_length}"),
}
"""Pydantic's kind of error -> its sentence, so that it can be translated; any other keeps pydantic's English."""


def fault_of(error: ErrorDetails) -> Reason:
    """Why pydantic, or a check of ours that it called, refuses a value."""
    context = error.get("ctx", {})
    raised = context.get("error")
    if error["type"] == "value_error" and isinstance(raised, ValueError):
        return reason_of(raised)
    kind = _KINDS.get(error["type"])
    if kind is None:
        return verbatim(error["msg"])
    return Reason(kind.template, {name: str(value) for name, value in context.items()})
