"""The one reader of YAML: version 1.2, duplicate keys refused, size limited, errors with file and line.

YAML 1.2 because older readers turn `16:00` into 960 and `no` into false. Not here: what the keys mean.
"""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.problems import ConfigurationRefused
from domain.reasons import Reason, verbatim

LARGEST_FILE_BYTES = 1_000_000


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises:
        ConfigurationRefused: not there, too large, not YAML, or not a mapping; names file and line.
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise ConfigurationRefused(
                Reason("The settings file is too large"),
                where=str(path),
                why=Reason("more than {count} bytes", count=LARGEST_FILE_BYTES),
                next_step=Reason("keep only settings in it"),
            )
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationRefused(
            Reason("The settings file is not there"), where=str(path), next_step=Reason("check the path")
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationRefused(
            Reason("The settings file cannot be read"),
            where=str(path),
            why=verbatim(str(error)),
            next_step=Reason("save it as UTF-8 text"),
        ) from error
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        raise ConfigurationRefused(
            Reason("The settings file is not valid YAML"),
            where=Reason("{path}, line {line}", path=str(path), line=error.problem_mark.line + 1)
            if error.problem_mark
            else str(path),
            why=verbatim(error.problem.splitlines()[0]) if error.problem else None,
            next_step=Reason("mend that line"),
        ) from None
    except (YAMLError, RecursionError) as error:
        raise ConfigurationRefused(
            Reason("The settings file is not valid YAML"),
            where=str(path),
            why=verbatim(type(error).__name__),
            next_step=Reason("mend it"),
        ) from None
    if not isinstance(loaded, dict):
        raise ConfigurationRefused(
            Reason("The settings file holds no settings"),
            where=str(path),
            next_step=Reason("start it with `rollout_id: ...`"),
        )
    return loaded
